import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SynthesisedMigration } from '../../../rehearsal/app/migration/migrations.ts';
import type { SynthesisedStack, Template } from '../../../rehearsal/app/synthesise.ts';
import { START } from '../../../rehearsal/estate/home.ts';
import { awsClients } from '../../../rehearsal/stage/aws-clients.ts';
import { putImports } from '../../../rehearsal/stage/imported.ts';
import { policyFor } from '../../../snapshot/policy.ts';
import { run } from '../../../snapshot/run.ts';
import { settledFrom, unsettled } from '../../../snapshot/wanted/settled.ts';
import { type AccountWanted, wantedBy } from '../../../snapshot/wanted/wanted.ts';
import { HOME, REGION, shopSettings } from '../../support/shop.ts';
import { accounts } from './shared-accounts.ts';
import { TAKE } from './take-request.ts';

const token = (i: number) => `\${Token[${i}]}`;

/** A migration whose zone, target and topic are values of deploy time. */
function migration(): SynthesisedMigration {
  const app: SynthesisedStack[] = [];
  const stackOf = (name: string, template: Template) =>
    ({ ...HOME, name, template, app }) as unknown as SynthesisedStack;
  const network = stackOf('Topics', {
    Resources: { Alerts: { Type: 'AWS::SNS::Topic' } },
    Outputs: { Alerts: { Value: { Ref: 'Alerts' } } },
  });
  const output = (StackName: string, OutputName: string) => ({
    'Fn::GetStackOutput': { StackName, OutputName },
  });
  const values = [
    { 'Fn::ImportValue': 'dns-zone' },
    output('Ingress', 'Name'),
    '{{resolve:ssm:/shop/alarm}}',
  ];
  const Environment = {
    Variables: {
      AWS_SDK_UA_APP_ID: 'kops-cutover/LowerTtl/1',
      TOPIC_ARN: output('Topics', 'Alerts'),
      VALUES: values,
    },
  };
  const stack = stackOf('Shop', {
    Resources: { Function: { Type: 'AWS::Lambda::Function', Properties: { Environment } } },
  });
  app.push(network, stack);
  const settings = shopSettings();
  const [zone] = settings.zones.filter(({ role }) => !role);
  if (!zone || settings.target.kind !== 'load-balancer') throw new Error('the shop has changed');
  return {
    stack,
    scope: 'Shop/Default',
    settings: {
      ...settings,
      zones: [{ ...zone, id: token(0) }],
      target: { ...settings.target, dnsName: token(1) },
      alarms: [
        {
          name: token(2),
          arn: `arn:aws:cloudwatch:us-west-1:111122223333:alarm:${token(2)}`,
          allowInsufficientData: false,
        },
      ],
      databases: [],
      keys: [],
    },
    tokens: {
      'Fn::Join': ['', ['["', ...values.flatMap((value, i) => (i > 0 ? ['","', value] : [value])), '"]']],
    },
  };
}

describe('values of deploy time', () => {
  const parts = { migrations: [migration()], masters: [] };
  const [wanted] = wantedBy(unsettled(parts));

  it('are found in the account by the rights of the policy, and lead to all else', async () => {
    const clients = awsClients(accounts.aws.emulator.url, REGION);
    const folder = mkdtempSync(join(tmpdir(), 'snapshot-imports-'));
    const said: string[] = [];
    try {
      await putImports(
        {
          exports: new Map([
            ['dns-zone', 'Z0SHOPEXAMPLE1'],
            ['of-others', 'secret'],
          ]),
          outputs: new Map([
            ['Ingress', new Map([['Name', 'K8s-ingress-9876543210.us-west-1.elb.amazonaws.com']])],
          ]),
          parameters: new Map([['/shop/alarm', 'shop-cluster-5xx']]),
          topics: new Set(),
          lacking: [],
        },
        clients,
      );
      const { identity } = await accounts.whoMay(HOME.account, policyFor(wanted as AccountWanted));
      await run(parts, TAKE, {
        folder,
        now: () => START,
        asking: { pace: async () => {}, signal: new AbortController().signal },
        progress: { reads: () => {} },
        say: (line) => said.push(line),
        clientOptions: { ...accounts.clientOptions, ...identity },
      });
      const read = (file: string) => JSON.parse(readFileSync(join(folder, HOME.account, file), 'utf8'));
      expect(read('route53/get-hosted-zone/Z0SHOPEXAMPLE1.json').HostedZone.Name).toBe('shop.test.');
      const balancers = read('us-west-1/elbv2/describe-load-balancers.json').LoadBalancers;
      expect(balancers.map((each: { LoadBalancerName: string }) => each.LoadBalancerName)).toContain(
        'k8s-ingress',
      );
      const alarms = read('us-west-1/cloudwatch/describe-alarms.json').MetricAlarms;
      expect(alarms.map((each: { AlarmName: string }) => each.AlarmName)).toEqual(['shop-cluster-5xx']);
      expect(read('us-west-1/cloudformation/list-exports.json').Exports).toHaveLength(1);
      // The stack that has the topic is not there.
      expect(said).toContainEqual(
        'AWS does not say what Alerts of the stack Topics is called: deploy the stack that makes it, or correct the app. Then take the snapshot again.',
      );
    } finally {
      clients.destroy();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('are asked for by names alone', () => {
    const resources = policyFor(wanted as AccountWanted).Statement.filter(({ Action }) =>
      Action.some((action) => /^cloudformation:|^ssm:GetParameter$/.test(action)),
    );
    expect(resources.flatMap(({ Resource }) => Resource).filter((each) => each !== '*')).toEqual([
      'arn:aws:cloudformation:us-west-1:111122223333:stack/Ingress/*',
      'arn:aws:cloudformation:us-west-1:111122223333:stack/Topics/*',
      'arn:aws:ssm:us-west-1:111122223333:parameter/shop/alarm',
    ]);
  });

  it('that nobody says lead nowhere', async () => {
    const { deployed: found, lacking } = await settledFrom(parts, () => undefined);
    expect(found.migrations[0]?.zones).toEqual([]);
    expect(found.migrations[0]?.alarms).toEqual([]);
    expect(lacking.map(({ what }) => what)).toEqual([
      'what Alerts of the stack Topics is called',
      'the export dns-zone',
      'the output Name of the stack Ingress',
      'the parameter /shop/alarm in SSM',
    ]);
  });
});
