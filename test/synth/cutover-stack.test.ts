import { App, Duration, Stack } from 'aws-cdk-lib';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Key } from 'aws-cdk-lib/aws-kms';
import { shop } from '../../bin/shop.ts';
import type { MigrationConfig } from '../../lib/config/migration-config.ts';
import { CutoverStack } from '../../lib/cutover-stack.ts';
import { INLINE_POLICY_LIMIT } from '../../lib/iam/zone-changes.ts';
import { expectTheSame } from './support/files.ts';
import { functionStatements, inlineSize } from './support/policies.ts';
import { appProps, ENV, emptyFunctions, outputFolder, synthesize } from './support/synthesize.ts';

const records = (count: number, zone = 'shop.test'): string[] =>
  Array.from({ length: count }, (_, index) => `tenant-${String(index).padStart(4, '0')}.apps.${zone}`);
const withRecords = (names: readonly string[]): MigrationConfig => ({
  ...shop,
  zones: [{ id: 'Z0SHOPEXAMPLE1', name: 'shop.test', records: names }],
});

describe('the stack', () => {
  it('is the same, file by file, whenever it is synthesized', () => {
    expectTheSame((app) => {
      new CutoverStack(app, 'Shop', { env: ENV, migration: shop, functionSources: emptyFunctions() });
    });
  });

  it('changes its functions when the settings change, and only then', () => {
    const hashes = (config: MigrationConfig): unknown[] =>
      synthesize(config)
        .resources('AWS::Lambda::Function')
        .map(({ Properties }) => (Properties.Code as { S3Key: string }).S3Key);
    const before = hashes(shop);
    expect(hashes({ ...shop, notify: { emails: ['other@shop.test'] } })).toEqual(before);
    expect(hashes({ ...shop, ttl: Duration.seconds(30) })).not.toEqual(before);
  });

  it('stands beside that of another migration', () => {
    const app = new App({ ...appProps(), outdir: outputFolder() });
    new CutoverStack(app, 'One', { env: ENV, migration: shop, functionSources: emptyFunctions() });
    new CutoverStack(app, 'Two', {
      env: ENV,
      migration: { ...shop, name: 'shop-eu' },
      functionSources: emptyFunctions(),
    });
    const names = app
      .synth()
      .stacks.flatMap(({ template }) =>
        Object.values<{ Properties?: Record<string, unknown> }>(template.Resources).flatMap(
          ({ Properties = {} }) =>
            ['FunctionName', 'StateMachineName', 'LogGroupName', 'AlarmName'].flatMap(
              (key) => Properties[key] ?? [],
            ),
        ),
      );
    expect(new Set(names).size).toBe(names.length);
  });

  it('refuses a configuration that is wrong, before it makes anything', () => {
    expect(() => synthesize({ ...shop, steps: [] })).toThrow(
      /^The configuration of migration 'shop' has 1 problem/,
    );
  });
});

describe('many names', () => {
  const changersOf = (config: MigrationConfig) => {
    const template = synthesize(config);
    const roles = template.resources('AWS::IAM::Role').filter(({ id }) => id.startsWith('Functions'));
    const sizes = roles.map(({ id }) => inlineSize(template, id));
    const [change] = (functionStatements(template).get('RestoreLegacy') ?? []).filter(({ Action }) =>
      Action.includes('route53:ChangeResourceRecordSets'),
    );
    return { largest: Math.max(...sizes), condition: change?.Condition };
  };

  it.each([10, 150])('%i in a zone fit into every role, exact', (count) => {
    const { largest, condition } = changersOf(withRecords(records(count)));
    expect(largest).toBeLessThanOrEqual(INLINE_POLICY_LIMIT);
    expect(condition).not.toHaveProperty('ForAllValues:StringLike');
  });

  it('5000 in a zone fit into every role', () => {
    expect(changersOf(withRecords(records(5000))).largest).toBeLessThanOrEqual(INLINE_POLICY_LIMIT);
  });

  it('in many zones fit into every role', () => {
    const zones = Array.from({ length: 25 }, (_, index) => {
      const name = `shop-${index}.test`;
      return { id: `Z0123456789ABCDEFGH${String(index).padStart(2, '0')}`, name, records: records(40, name) };
    });
    expect(changersOf({ ...shop, zones }).largest).toBeLessThanOrEqual(INLINE_POLICY_LIMIT);
  });

  it('become one pattern when they do not, with types, actions and the fence exact', () => {
    const { largest, condition } = changersOf(withRecords(['shop.test', ...records(400)]));
    expect(largest).toBeLessThanOrEqual(INLINE_POLICY_LIMIT);
    const names = condition?.['ForAllValues:StringLike']?.[
      'route53:ChangeResourceRecordSetsNormalizedRecordNames'
    ] as string[];
    expect(names[0]).toMatch(/^tenant-0\d*\*\.apps\.shop\.test$/);
    expect(names.filter((name) => name.includes('*'))).toHaveLength(1);
    expect(names).toEqual(expect.arrayContaining(['shop.test', '_cutover.shop.shop.test']));
    expect(condition?.['ForAllValues:StringEquals']).toEqual({
      'route53:ChangeResourceRecordSetsRecordTypes': ['A', 'AAAA', 'CNAME', 'TXT'],
      'route53:ChangeResourceRecordSetsActions': ['CREATE', 'DELETE'],
    });
  });

  it('are said to be widened at synth', () => {
    const app = new App({ ...appProps(), outdir: outputFolder() });
    const migration = withRecords(records(400));
    const stack = new CutoverStack(app, 'Shop', { env: ENV, migration, functionSources: emptyFunctions() });
    const warnings = app
      .synth()
      .getStackArtifact(stack.artifactId)
      .messages.map(({ entry }) => String(entry.data));
    expect(warnings).toEqual([
      expect.stringMatching(
        /^zones: \d+ record names don't fit .* every name like 'tenant-0\d*\*\.apps\.shop\.test'/,
      ),
    ]);
  });
});

describe('what is known only at deploy time', () => {
  it('reaches the functions, the rules and the policies', () => {
    const app = new App({ ...appProps(), outdir: outputFolder() });
    const cluster = new Stack(app, 'Cluster', { env: ENV });
    const alarm = new Alarm(cluster, 'Errors', {
      metric: new Metric({ namespace: 'AWS/ApplicationELB', metricName: 'HTTPCode_Target_5XX_Count' }),
      threshold: 1,
      evaluationPeriods: 1,
    });
    const key = new Key(cluster, 'Key');
    const migration = { ...shop, alarms: [alarm, 'shop-cluster-latency'], keys: [key] };
    const stack = new CutoverStack(app, 'Shop', { env: ENV, migration, functionSources: emptyFunctions() });
    const { template } = app.synth().getStackArtifact(stack.artifactId);
    const resources = Object.values<{ Type: string; Properties: Record<string, unknown> }>(
      template.Resources,
    );
    const verifyKms = resources.find(({ Properties }) => Properties?.FunctionName === 'shop-VerifyKms');
    const tokens = JSON.stringify(verifyKms?.Properties.Environment);
    expect(tokens).toMatch(/SETTINGS_TOKENS.*Errors/);
    expect(tokens).toMatch(/SETTINGS_TOKENS.*Key/);
    const rule = resources.find(({ Properties }) =>
      JSON.stringify(Properties).includes('CloudWatch Alarm State Change'),
    );
    expect(JSON.stringify(rule?.Properties.EventPattern)).toMatch(/Errors/);
  });
});
