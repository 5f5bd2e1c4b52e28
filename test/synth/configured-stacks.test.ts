import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { shop } from '../../bin/shop.ts';
import { shopMasters } from '../../bin/shop-masters.ts';
import { FUNCTION_STATES } from '../../lambdas/migration/contract/states.ts';
import type { MigrationConfig } from '../../lib/migration/config/migration-config.ts';
import { CutoverStack } from '../../lib/migration/cutover-stack.ts';
import { INLINE_POLICY_LIMIT } from '../../lib/migration/iam/zone-changes.ts';
import { PATTERN_LIMIT } from '../../lib/migration/roll-back/alarm-patterns.ts';
import { alarmEvent } from './migration/support/events.ts';
import { startedBy } from './support/event-pattern.ts';
import { actionsOf, BY_LAMBDA, functionStatements, inlineSize, type Statement } from './support/policies.ts';
import { shopMastersTemplate } from './support/shop-templates.ts';
import { ENV, emptyFunctions, newApp, synthesize, synthesizeMasters } from './support/synthesize.ts';
import type { Value } from './support/template.ts';

const ROLL_BACK = 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-RollBack';
const SMALLEST: MigrationConfig = {
  name: 'small',
  zones: [{ id: 'Z1', name: 'example.com', records: ['www.example.com'] }],
  target: { loadBalancer: 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com' },
  alarms: ['cluster-5xx'],
  notify: { emails: ['oncall@example.com'] },
};
const records = (count: number, zone = 'shop.test'): string[] =>
  Array.from({ length: count }, (_, index) => `tenant-${String(index).padStart(4, '0')}.apps.${zone}`);
const withRecords = (names: readonly string[]): MigrationConfig => ({
  ...shop,
  zones: [{ id: 'Z0SHOPEXAMPLE1', name: 'shop.test', records: names }],
});

describe('the settings', () => {
  it('change the functions when they change, and only then', () => {
    const hashes = (config: MigrationConfig): unknown[] =>
      synthesize(config)
        .resources('AWS::Lambda::Function')
        .map(({ Properties }) => (Properties.Code as { S3Key: string }).S3Key);
    const before = hashes(shop);
    expect(hashes({ ...shop, notify: { emails: ['other@shop.test'] } })).toEqual(before);
    expect(hashes({ ...shop, ttl: Duration.seconds(30) })).not.toEqual(before);
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
    expect(names).toEqual(expect.arrayContaining(['shop.test', '_cutover-shop.shop.test']));
    expect(condition?.['ForAllValues:StringEquals']).toEqual({
      'route53:ChangeResourceRecordSetsRecordTypes': ['A', 'AAAA', 'CNAME', 'TXT'],
      'route53:ChangeResourceRecordSetsActions': ['CREATE', 'DELETE'],
    });
  });

  it('are said to be widened at synth', () => {
    const app = newApp();
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

describe('what the configuration leaves out', () => {
  const smallest = functionStatements(synthesize(SMALLEST));

  it.each(['ProvisionStateBucket', 'VerifyKms', 'DescribeDatabases', 'VerifyRds'])(
    'leaves %s with nothing but its log and its traces',
    (state) => {
      expect(actionsOf(smallest.get(state) ?? []).sort()).toEqual(BY_LAMBDA);
    },
  );

  it('leaves every function with a role all the same', () => {
    expect([...smallest.keys()].sort()).toEqual([...FUNCTION_STATES, 'AnswerCloudFormation'].sort());
  });
});

describe('the state bucket', () => {
  const bucketActions = (stateBucket: MigrationConfig['stateBucket']): string[] =>
    actionsOf(
      functionStatements(synthesize({ ...SMALLEST, ...(stateBucket && { stateBucket }) })).get(
        'ProvisionStateBucket',
      ) ?? [],
    ).filter((action) => action.startsWith('s3:'));

  it('is only looked at unless the configuration says more', () => {
    expect(bucketActions('kops-state').filter((action) => !/^s3:(Get|List)/.test(action))).toEqual([]);
  });

  it('is fixed, but not made, where the configuration says fix', () => {
    const actions = bucketActions({ name: 'kops-state', fix: true });
    expect(actions).toContain('s3:PutBucketVersioning');
    expect(actions).not.toContain('s3:CreateBucket');
  });

  it('is never emptied, deleted or read from', () => {
    const actions = bucketActions({ name: 'kops-state', create: true, fix: true });
    expect(actions).toContain('s3:CreateBucket');
    expect(actions.filter((action) => /Delete|Object/.test(action))).toEqual([]);
  });
});

describe('the databases', () => {
  const rds = (databases: NonNullable<MigrationConfig['databases']>): Statement[] => {
    const { clusterNetwork } = shop;
    const config = { ...SMALLEST, databases, ...(clusterNetwork && { clusterNetwork }) };
    return (functionStatements(synthesize(config)).get('DescribeDatabases') ?? []).filter(({ Action }) =>
      Action[0]?.startsWith('rds:'),
    );
  };

  it('are described by name', () => {
    expect(rds([{ identifier: 'orders', engine: 'postgres', p99Budget: Duration.millis(5) }])).toEqual([
      {
        Effect: 'Allow',
        Action: ['rds:DescribeDBInstances'],
        Resource: ['arn:aws:rds:us-west-1:111122223333:db:orders'],
      },
    ]);
  });

  it('that are clusters are described by name, their members by a filter', () => {
    expect(rds([{ identifier: 'orders', engine: 'mysql', kind: 'cluster' }])).toEqual([
      {
        Effect: 'Allow',
        Action: ['rds:DescribeDBInstances'],
        Resource: ['arn:aws:rds:us-west-1:111122223333:db:*'],
      },
      {
        Effect: 'Allow',
        Action: ['rds:DescribeDBClusters'],
        Resource: ['arn:aws:rds:us-west-1:111122223333:cluster:orders'],
      },
    ]);
  });
});

describe('the alarms', () => {
  it('roll back however many there are', () => {
    const names = Array.from({ length: 60 }, (_, index) => `alarm-${index}-${'x'.repeat(80)}`);
    const many = synthesize({ ...shop, alarms: names });
    for (const name of names) expect(startedBy(alarmEvent(name), many)).toEqual([ROLL_BACK]);
    for (const { Properties } of many.resources('AWS::Events::Rule')) {
      expect(JSON.stringify(Properties.EventPattern).length).toBeLessThanOrEqual(PATTERN_LIMIT);
    }
  });
});

describe('the notifications', () => {
  it('go to an existing topic where the configuration names one', () => {
    const topic = 'arn:aws:sns:us-west-1:111122223333:pager';
    const other = synthesize({ ...shop, notify: { topic } });
    for (const type of ['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'AWS::KMS::Key']) {
      expect(other.resources(type)).toEqual([]);
    }
    expect(other.functionNamed('shop-CloseMigration').Properties.Environment).toMatchObject({
      Variables: { TOPIC_ARN: topic },
    });
    const actions = other
      .resources('AWS::CloudWatch::Alarm')
      .flatMap(({ Properties }) => Properties.AlarmActions ?? []);
    expect(new Set(actions)).toEqual(new Set([topic]));
  });
});

describe('the logs', () => {
  it.each([
    ['a year', undefined, 365],
    ['as long as the configuration says', RetentionDays.TWO_WEEKS, 14],
  ])('are kept for %s', (_what, logRetention, days) => {
    const logs = synthesize({ ...shop, ...(logRetention && { logRetention }) }).resources(
      'AWS::Logs::LogGroup',
    );
    expect(logs).toHaveLength(FUNCTION_STATES.length + 4);
    for (const { Properties } of logs) expect(Properties.RetentionInDays).toBe(days);
  });
});

describe('the token of masters', () => {
  it.each(['-AbCdEf', '-readyz', '-000000'])(
    'whose ARN ends in %s may be complete, or without its end; no other secret is read',
    (end) => {
      const secret = shopMasters.api.tokenSecret as string;
      const key = 'arn:aws:kms:us-west-1:111122223333:key/11111111-2222-3333-4444-555555555555';
      const api = { ...shopMasters.api, tokenSecret: `${secret}${end}`, tokenSecretKey: key };
      const all = functionStatements(synthesizeMasters({ ...shopMasters, api })).get('ObserveCluster') ?? [];
      const resourcesOf = (action: string) => all.find(({ Action }) => Action.includes(action))?.Resource;
      expect(resourcesOf('secretsmanager:GetSecretValue')).toEqual([
        `${secret}${end}`,
        `${secret}${end}-??????`,
      ]);
      expect(resourcesOf('kms:Decrypt')).toEqual([key]);
    },
  );
});

describe('the hooks of masters', () => {
  it('are put by ReconcileHooks, again when anything of them changes', () => {
    const template = shopMastersTemplate();
    expect(template.only('Custom::LifecycleHooks').Properties).toMatchObject({
      Cluster: 'k8s.shop.test',
      TerminatingHook: 'shop-masters-terminating',
      LaunchingHook: 'shop-masters-launching',
      HeartbeatSeconds: '900',
      ServiceToken: 'arn:aws:lambda:us-west-1:111122223333:function:shop-masters-AnswerCloudFormation',
    });
    const changed = synthesizeMasters({ ...shopMasters, heartbeat: Duration.minutes(20) });
    expect(changed.only('Custom::LifecycleHooks').Properties.HeartbeatSeconds).toBe('1200');
    const { Variables } = template.functionNamed('shop-masters-AnswerCloudFormation').Properties
      .Environment as { Variables: Record<string, Value> };
    expect(Variables.USER_ON_EVENT_FUNCTION_ARN).toBe(
      'arn:aws:lambda:us-west-1:111122223333:function:shop-masters-ReconcileHooks',
    );
  });
});

describe('what is known only at deploy time', () => {
  it('reaches the functions, the rules and the policies of a migration', () => {
    const app = newApp();
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

  it('reaches the functions of masters', () => {
    const tokenSecret = Lazy.string({ produce: () => 'arn:late' });
    const late = synthesizeMasters({ ...shopMasters, api: { ...shopMasters.api, tokenSecret } });
    const observe = late.functionNamed('shop-masters-ObserveCluster');
    expect(observe.Properties.Environment).toMatchObject({ Variables: { SETTINGS_TOKENS: '["arn:late"]' } });
  });
});
