import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { shop } from '../../../bin/shop.ts';
import { FUNCTION_STATES } from '../../../lambdas/migration/contract/states.ts';
import { parseMigrateInput } from '../../../lambdas/migration/migrate/validate-input/migrate-input.ts';
import type { MigrationConfig } from '../../../lib/migration/config/migration-config.ts';
import { PATTERN_LIMIT } from '../../../lib/migration/roll-back/alarm-patterns.ts';
import { startedBy } from '../support/event-pattern.ts';
import { keptTemplates } from '../support/kept-synth.ts';
import { actionsOf, BY_LAMBDA, functionStatements, type Statement } from '../support/policies.ts';
import { shopTemplate } from '../support/shop-templates.ts';
import type { Template } from '../support/template.ts';
import { alarmEvent } from './support/events.ts';

const ROLL_BACK = 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-RollBack';
const TOPIC = 'arn:aws:sns:us-west-1:111122223333:pager';
const ALARMS = Array.from({ length: 60 }, (_, index) => `alarm-${index}-${'x'.repeat(80)}`);
const SMALLEST: MigrationConfig = {
  name: 'small',
  zones: [{ id: 'Z1', name: 'example.com', records: ['www.example.com'] }],
  target: { loadBalancer: 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com' },
  alarms: ['cluster-5xx'],
  notify: { emails: ['oncall@example.com'] },
};

const { clusterNetwork } = shop;
const withDatabase = (database: NonNullable<MigrationConfig['databases']>[number]): MigrationConfig => ({
  ...SMALLEST,
  databases: [database],
  ...(clusterNetwork && { clusterNetwork }),
});

const template = keptTemplates(import.meta.filename, ({ ENV, newApp, synthesize }) => {
  const app = newApp();
  const cluster = new Stack(app, 'Cluster', { env: ENV });
  const metric = new Metric({ namespace: 'AWS/ApplicationELB', metricName: 'HTTPCode_Target_5XX_Count' });
  const alarm = new Alarm(cluster, 'Errors', { metric, threshold: 1, evaluationPeriods: 1 });
  const key = new Key(cluster, 'Key');
  return {
    smallest: synthesize(SMALLEST),
    'another address': synthesize({ ...shop, notify: { emails: ['other@shop.test'] } }),
    'another TTL': synthesize({ ...shop, ttl: Duration.seconds(30) }),
    'a state bucket': synthesize({ ...SMALLEST, stateBucket: 'kops-state' }),
    'a state bucket to fix': synthesize({ ...SMALLEST, stateBucket: { name: 'kops-state', fix: true } }),
    'a state bucket to make': synthesize({
      ...SMALLEST,
      stateBucket: { name: 'kops-state', create: true, fix: true },
    }),
    'a database': synthesize(
      withDatabase({ identifier: 'orders', engine: 'postgres', p99Budget: Duration.millis(5) }),
    ),
    'a database cluster': synthesize(
      withDatabase({ identifier: 'orders', engine: 'mysql', kind: 'cluster' }),
    ),
    'a proxy': synthesize(withDatabase({ identifier: 'pool', engine: 'mysql', kind: 'proxy' })),
    'a daily preflight': synthesize({ ...SMALLEST, preflight: { repeatDaily: '06:05' } }),
    'many alarms': synthesize({ ...shop, alarms: ALARMS }),
    'an existing topic': synthesize({ ...shop, notify: { topic: TOPIC } }),
    'logs for two weeks': synthesize({ ...shop, logRetention: RetentionDays.TWO_WEEKS }),
    'parts of another stack': synthesize(
      { ...shop, alarms: [alarm, 'shop-cluster-latency'], keys: [key] },
      app,
    ),
  };
});

describe('the settings', () => {
  it('change the functions when they change, and only then', () => {
    const hashes = (of: Template): unknown[] =>
      of
        .resources('AWS::Lambda::Function')
        .map(({ Properties }) => (Properties.Code as { S3Key: string }).S3Key);
    const before = hashes(shopTemplate());
    expect(hashes(template('another address'))).toEqual(before);
    expect(hashes(template('another TTL'))).not.toEqual(before);
  });
});

describe('what the configuration leaves out', () => {
  const smallest = functionStatements(template('smallest'));

  it.each(['ProvisionStateBucket', 'VerifyKms', 'DescribeDatabases', 'VerifyRds'])(
    'leaves %s with nothing but its log and its traces',
    (state) => {
      expect(actionsOf(smallest.get(state) ?? []).sort()).toEqual(BY_LAMBDA);
    },
  );

  it('leaves every function with a role all the same, but for those that nothing needs', () => {
    const made = FUNCTION_STATES.filter(
      (state) =>
        ![
          'ProbeDatabases',
          'LogInToDatabases',
          'FollowSignals',
          'ProbeNames',
          'JudgeHook',
          'NotifyHook',
          'VerifyHooks',
          'WatchHook',
        ].includes(state),
    );
    expect([...smallest.keys()].sort()).toEqual([...made, 'AnswerCloudFormation'].sort());
  });
});

describe('the state bucket', () => {
  const bucketActions = (of: Template): string[] =>
    actionsOf(functionStatements(of).get('ProvisionStateBucket') ?? []).filter((action) =>
      action.startsWith('s3:'),
    );

  it('is only looked at unless the configuration says more', () => {
    const actions = bucketActions(template('a state bucket'));
    expect(actions.filter((action) => !/^s3:(Get|List)/.test(action))).toEqual([]);
  });

  it('is fixed, but not made, where the configuration says fix', () => {
    const actions = bucketActions(template('a state bucket to fix'));
    expect(actions).toContain('s3:PutBucketVersioning');
    expect(actions).not.toContain('s3:CreateBucket');
  });

  it('is never emptied, deleted or read from', () => {
    const actions = bucketActions(template('a state bucket to make'));
    expect(actions).toContain('s3:CreateBucket');
    expect(actions.filter((action) => /Delete|Object/.test(action))).toEqual([]);
  });
});

describe('the databases', () => {
  const rds = (of: Template): Statement[] =>
    (functionStatements(of).get('DescribeDatabases') ?? []).filter(({ Action }) =>
      Action[0]?.startsWith('rds:'),
    );

  it('are described by name', () => {
    expect(rds(template('a database'))).toEqual([
      {
        Effect: 'Allow',
        Action: ['rds:DescribeDBInstances', 'rds:DescribePendingMaintenanceActions'],
        Resource: ['arn:aws:rds:us-west-1:111122223333:db:orders'],
      },
    ]);
  });

  it('that are clusters are described by name, their members by a filter', () => {
    expect(rds(template('a database cluster'))).toEqual([
      {
        Effect: 'Allow',
        Action: ['rds:DescribeDBInstances', 'rds:DescribePendingMaintenanceActions'],
        Resource: ['arn:aws:rds:us-west-1:111122223333:db:*'],
      },
      {
        Effect: 'Allow',
        Action: ['rds:DescribeDBClusters', 'rds:DescribePendingMaintenanceActions'],
        Resource: ['arn:aws:rds:us-west-1:111122223333:cluster:orders'],
      },
    ]);
  });
});

describe('a proxy before databases', () => {
  const PROXIES = 'arn:aws:rds:us-west-1:111122223333:db-proxy:*';
  const described = { Effect: 'Allow', Action: ['rds:DescribeDBProxies'], Resource: [PROXIES] };
  const targets = {
    Effect: 'Allow',
    Action: ['rds:DescribeDBProxyTargets'],
    Resource: [PROXIES, 'arn:aws:rds:us-west-1:111122223333:target-group:*'],
  };

  it.each([
    ['DescribeDatabases', [described, targets]],
    ['VerifyNetwork', [described]],
  ] as const)('is described by its name, which is not in its ARN: %s', (state, expected) => {
    const statements = functionStatements(template('a proxy')).get(state) ?? [];
    expect(statements.filter(({ Action }) => Action[0]?.startsWith('rds:'))).toEqual(expected);
  });
});

describe('the alarms', () => {
  it('roll back however many there are', () => {
    const many = template('many alarms');
    for (const name of ALARMS) expect(startedBy(alarmEvent(name), many)).toEqual([ROLL_BACK]);
    for (const { Properties } of many.resources('AWS::Events::Rule')) {
      expect(JSON.stringify(Properties.EventPattern).length).toBeLessThanOrEqual(PATTERN_LIMIT);
    }
  });
});

describe('the notifications', () => {
  it('go to an existing topic where the configuration names one', () => {
    const other = template('an existing topic');
    for (const type of ['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'AWS::KMS::Key']) {
      expect(other.resources(type)).toEqual([]);
    }
    expect(other.functionNamed('shop-CloseMigration').Properties.Environment).toMatchObject({
      Variables: { TOPIC_ARN: TOPIC },
    });
    const actions = other
      .resources('AWS::CloudWatch::Alarm')
      .flatMap(({ Properties }) => Properties.AlarmActions ?? []);
    expect(new Set(actions)).toEqual(new Set([TOPIC]));
  });
});

describe('the logs', () => {
  it.each([
    ['a year', shopTemplate, 365],
    ['as long as the configuration says', () => template('logs for two weeks'), 14],
  ])('are kept for %s', (_what, of, days) => {
    const logs = of().resources('AWS::Logs::LogGroup');
    // Of the machines and of CDK's own function, and of the second subnet; without signals, hooks and a probe of names six functions are not there.
    expect(logs).toHaveLength(FUNCTION_STATES.length + 5 + 1 - 6);
    for (const { Properties } of logs) expect(Properties.RetentionInDays).toBe(days);
  });
});

describe('what is known only at deploy time', () => {
  it('reaches the functions, the rules and the policies', () => {
    const resources = Object.values(template('parts of another stack').json.Resources);
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

describe('a daily preflight', () => {
  const rulesOf = (of: Template) =>
    of
      .resources('AWS::Events::Rule')
      .flatMap(({ Properties }) => (Properties.ScheduleExpression ? [Properties] : []));

  it('is off by default', () => {
    expect(rulesOf(template('smallest'))).toEqual([]);
  });

  it('starts Migrate, and nothing else, with an input that it takes', () => {
    const of = template('a daily preflight');
    const [rule = {}, ...others] = rulesOf(of);
    expect(others).toEqual([]);
    expect(rule).toMatchObject({ ScheduleExpression: 'cron(5 6 * * ? *)', State: 'ENABLED' });
    const [target, ...more] = rule.Targets as { readonly Arn: unknown; readonly Input: string }[];
    expect(more).toEqual([]);
    expect(JSON.stringify(target?.Arn)).toContain('Migrate');
    expect(parseMigrateInput(JSON.parse(target?.Input ?? ''))).toEqual({ dryRun: true, notify: 'changes' });
    const starts = of
      .resources('AWS::IAM::Role')
      .filter(({ id }) => id.includes('RepeatedPreflight'))
      .flatMap(({ Properties }) => JSON.stringify(Properties.Policies));
    expect(starts).toHaveLength(1);
    expect(starts[0]).toMatch(/states:StartExecution/);
    expect(starts[0]).not.toMatch(/RollBack|\*/);
  });

  it('is watched, by the metric of its own rule', () => {
    const alarms = template('a daily preflight')
      .resources('AWS::CloudWatch::Alarm')
      .filter(({ Properties }) => Properties.AlarmName === 'small-PreflightNotRepeated');
    expect(alarms).toHaveLength(1);
    expect(alarms[0]?.Properties).toMatchObject({
      Namespace: 'AWS/Events',
      MetricName: 'FailedInvocations',
      Dimensions: [{ Name: 'RuleName', Value: expect.stringContaining('RepeatedPreflightDaily') }],
      AlarmDescription: expect.stringContaining('heading PreflightNotRepeated'),
    });
  });
});
