import { shopMasters } from '../../../bin/shop-masters.ts';
import { MASTERS_FUNCTIONS, REPLACE_MASTER } from '../../../lambdas/masters/contract/states.ts';
import type { SweepResult } from '../../../lambdas/masters/contract/sweep.ts';
import { LOOK_VALID_SECONDS } from '../../../lambdas/masters/domain/completion.ts';
import { SETTLED_AFTER_SECONDS } from '../../../lambdas/masters/domain/lease.ts';
import { MASTERS_CATALOG } from '../../../lib/masters/functions/catalog.ts';
import { shopMastersTemplate } from '../support/shop-templates.ts';

const template = shopMastersTemplate();
const hooks = template.only('Custom::LifecycleHooks');
const functionOf = (state: string) => template.functionNamed(`shop-masters-${state}`);

describe('the stack', () => {
  it('keeps what it knows of replacements when it is deleted', () => {
    expect(template.only('AWS::DynamoDB::Table')).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });
});

describe('the hooks', () => {
  it('come after those who take their events, and go before them', () => {
    const rules = template.resources('AWS::Events::Rule');
    const signals = rules.filter(({ Properties }) => Properties.EventPattern !== undefined);
    expect(signals).toHaveLength(3);
    expect(template.dependenciesOf(hooks.id)).toEqual(expect.arrayContaining(signals.map(({ id }) => id)));
    expect(template.dependenciesOf(hooks.id)).toContainEqual(expect.stringMatching(/^ReplaceMasterMachine/));
  });

  it('are not put anew by the schedule once they are removed: it is deleted before them', () => {
    const [schedule] = template
      .resources('AWS::Events::Rule')
      .filter(({ Properties }) => Properties.ScheduleExpression !== undefined);
    expect(template.dependenciesOf(schedule?.id ?? '')).toContain(hooks.id);
  });
});

describe('the functions', () => {
  it.each(MASTERS_FUNCTIONS)('%s is as its entry says', (state) => {
    const { timeoutSeconds, memoryMb, comment } = MASTERS_CATALOG[state];
    expect(functionOf(state).Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: timeoutSeconds,
      MemorySize: memoryMb,
      Description: comment,
    });
  });

  it('end while nobody who has taken the lease over uses it, and whatever was begun with it before is over', () => {
    const { timeoutSeconds } = MASTERS_CATALOG[REPLACE_MASTER.acquireLease];
    expect(SETTLED_AFTER_SECONDS).toBeGreaterThan(timeoutSeconds + LOOK_VALID_SECONDS);
  });

  it('know each other by these variables', () => {
    const variablesOf = (state: string): unknown =>
      (functionOf(state).Properties.Environment as { Variables: unknown }).Variables;
    expect(variablesOf('PageOperator')).toMatchObject({
      JOURNAL_TABLE: expect.stringContaining(template.only('AWS::DynamoDB::Table').id),
      TOPIC_ARN: expect.stringContaining(template.only('AWS::SNS::Topic').id),
      DECIDE_ARN: 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-masters-Decide',
      REPLACE_MASTER_ARN: 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-masters-ReplaceMaster',
    });
  });

  it('are out of every network, but those that ask the masters', () => {
    const inside = template
      .resources('AWS::Lambda::Function')
      .filter(({ Properties }) => Properties.VpcConfig !== undefined);
    const network = {
      SubnetIds: shopMasters.clusterNetwork.subnetIds,
      SecurityGroupIds: shopMasters.clusterNetwork.securityGroupIds,
    };
    const found = inside.map(({ Properties }) => [String(Properties.FunctionName), Properties.VpcConfig]);
    expect(found.toSorted()).toEqual([
      ['shop-masters-ObserveCluster', network],
      ['shop-masters-ObserveVersions', network],
    ]);
  });
});

describe('the alarms', () => {
  const alarms = new Map(
    template.resources('AWS::CloudWatch::Alarm').map(({ Properties }) => [Properties.AlarmName, Properties]),
  );
  const machine = (name: string) => [
    {
      Name: 'StateMachineArn',
      Value: `arn:aws:states:us-west-1:111122223333:stateMachine:shop-masters-${name}`,
    },
  ];
  const lambda = (name: string) => [{ Name: 'FunctionName', Value: `shop-masters-${name}` }];
  const OWN = 'kops-cutover/shop-masters';

  it.each([
    ['HookExpiring', OWN, 'expiring', 'Maximum', undefined, 300, 1, 1],
    ['LeaseHeldLong', OWN, 'leaseHeldSeconds', 'Maximum', undefined, 300, 6480, 1],
    ['SweepFoundMissed', OWN, 'missed', 'Maximum', undefined, 300, 1, 1],
    ['NoMasters', OWN, 'groups', 'Maximum', undefined, 300, 1, 1],
    ['SweepFailed', 'AWS/Lambda', 'Errors', 'Sum', lambda('SweepMasters'), 300, 1, 3],
    ['HooksNotReconciled', 'AWS/Lambda', 'Errors', 'Sum', lambda('ReconcileHooks'), 300, 1, 3],
    ['ReplaceMasterFailed', 'AWS/States', 'ExecutionsFailed', 'Sum', machine('ReplaceMaster'), 60, 1, 1],
    ['ReplaceMasterTimedOut', 'AWS/States', 'ExecutionsTimedOut', 'Sum', machine('ReplaceMaster'), 60, 1, 1],
    ['RollMastersFailed', OWN, 'failedRolls', 'Sum', undefined, 60, 1, 1],
    [
      'SignalNotTaken',
      'AWS/SQS',
      'ApproximateNumberOfMessagesVisible',
      'Maximum',
      [{ Name: 'QueueName', Value: `Shop-${template.only('AWS::SQS::Queue').id}-1ABCDEFGHIJKL` }],
      60,
      1,
      1,
    ],
  ])('%s watches %s %s', (name, Namespace, MetricName, Statistic, Dimensions, Period, Threshold, periods) => {
    const alarm = alarms.get(`shop-masters-${name}`);
    expect(alarm).toMatchObject({
      Namespace,
      MetricName,
      Statistic,
      Period,
      Threshold,
      EvaluationPeriods: periods,
      ComparisonOperator: name === 'NoMasters' ? 'LessThanThreshold' : 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
    expect(alarm?.Dimensions).toEqual(Dimensions);
    expect(String(alarm?.AlarmDescription)).toContain(`heading ${name} (`);
  });

  it.each([...alarms.values()].map((alarm) => [String(alarm.AlarmName), String(alarm.AlarmDescription)]))(
    '%s says what is wrong, links to where to look, and what to do',
    (name, description) => {
      const [says, console, runbook] = description.split('\n');
      expect(says).toMatch(/^.{20,}\.$/);
      expect(console).toMatch(
        /^Console: https:\/\/us-west-1\.console\.aws\.amazon\.com\/(states|lambda|sqs\/v3)\/home\?region=us-west-1#\/\S+$/,
      );
      expect(runbook).toContain(`heading ${name.replace('shop-masters-', '').split('-')[0]} (`);
    },
  );

  it('are all of them, and notify people but for what a page reports', () => {
    expect(alarms.size).toBe(10 + 3 * 3);
    const silent = [...alarms].filter(([, { AlarmActions }]) => AlarmActions === undefined);
    expect(silent.map(([name]) => name)).toEqual(['shop-masters-ReplaceMasterFailed']);
  });

  const filters = template.resources('AWS::Logs::MetricFilter').map(({ Properties }) => Properties);

  it('count from what SweepMasters logs, zero too', () => {
    const counted: readonly Exclude<keyof SweepResult, 'found'>[] = [
      'expiring',
      'groups',
      'inService',
      'leaseHeldSeconds',
      'missed',
      'paged',
      'waiting',
    ];
    expect(filters).toHaveLength(counted.length + 1);
    for (const field of counted)
      expect(filters).toContainEqual({
        LogGroupName: '/aws/lambda/shop-masters-SweepMasters',
        FilterPattern: `{ ($.message = "done") && ($.result.${field} >= 0) }`,
        MetricTransformations: [
          { MetricName: field, MetricNamespace: OWN, MetricValue: `$.result.${field}` },
        ],
      });
  });

  it('count the rolls that failed once they had begun, and none that was refused or is mailed as stopped', () => {
    const refused = ['RollStopped', 'InvalidInput', 'RollInProgress', 'TargetsUntagged', 'MastersNotWell'];
    const others = refused.map((error) => `($.details.error != "${error}")`);
    expect(filters).toContainEqual({
      LogGroupName: '/aws/vendedlogs/states/shop-masters-RollMasters',
      FilterPattern: `{ ($.type = "ExecutionFailed") && ${others.join(' && ')} }`,
      MetricTransformations: [{ MetricName: 'failedRolls', MetricNamespace: OWN, MetricValue: '1' }],
    });
  });
});
