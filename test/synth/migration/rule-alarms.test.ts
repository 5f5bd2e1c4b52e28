import { shopMastersTemplate, shopTemplate } from '../support/shop-templates.ts';
import type { Template } from '../support/template.ts';

const alarmsOf = (template: Template) =>
  new Map(
    template
      .resources('AWS::CloudWatch::Alarm')
      .map(({ Properties }) => [String(Properties.AlarmName), Properties]),
  );

/** Metrics of a rule, which EventBridge sends only when they aren't zero. */
const WAYS = {
  Failed: 'FailedInvocations',
  Retried: 'RetryInvocationAttempts',
  Undelivered: 'InvocationsSentToDlq',
};

describe.each([
  [
    'shop-RollBackNotStarted',
    'RollBackTriggers',
    ['Alarms', 'MigrationEnded', 'RollBackEnded'],
    shopTemplate(),
  ],
  [
    'shop-masters-SignalNotTaken',
    'Signals',
    ['InstanceStates', 'LifecycleActions', 'SpotWarnings'],
    shopMastersTemplate(),
  ],
] as const)('The alarms %s', (name, parent, rules, template) => {
  const alarms = alarmsOf(template);

  it.each(rules.flatMap((rule) => Object.entries(WAYS).map(([way, metric]) => [rule, way, metric] as const)))(
    'watch the rule %s: %s',
    (rule, way, MetricName) => {
      const { id } = template
        .resources('AWS::Events::Rule')
        .find((one) => one.id.startsWith(`${parent}${rule}`)) ?? {
        id: 'none',
      };
      expect(alarms.get(`${name}-${rule}-${way}`)).toMatchObject({
        Namespace: 'AWS/Events',
        MetricName,
        Statistic: 'Sum',
        Dimensions: [{ Name: 'RuleName', Value: expect.stringContaining(id) }],
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
        AlarmActions: [expect.anything()],
      });
    },
  );

  it('have one heading in the runbook', () => {
    const [, heading = ''] = /-(\w+)$/.exec(name) ?? [];
    const headings = [...alarms]
      .filter(([own]) => own.startsWith(`${name}-`))
      .map(([, { AlarmDescription }]) => AlarmDescription);
    expect(headings).toHaveLength(9);
    for (const text of headings) expect(text).toContain(`heading ${heading} (`);
  });
});

it('say to start a rollback only where legacy should serve and none has begun', () => {
  const texts = [...alarmsOf(shopTemplate())]
    .filter(([name]) => /NotStarted|EndedWithoutRollBack/.test(name))
    .map(([, { AlarmDescription }]) => AlarmDescription);
  expect(texts.length).toBeGreaterThan(2);
  for (const text of texts) {
    expect(text).toContain('If legacy should serve and none has begun, start the machine RollBack by hand.');
  }
});

describe('The alarm EndedWithoutRollBack', () => {
  const alarm = alarmsOf(shopTemplate()).get('shop-EndedWithoutRollBack');

  it('reports an execution of Migrate that ended while no rollback began, whatever events arrive', () => {
    const { Metrics = [], AlarmActions } = alarm ?? {};
    expect(AlarmActions).toHaveLength(1);
    const [verdict, ...read] = Metrics as readonly {
      Expression?: string;
      MetricStat?: { Metric: { MetricName: string } };
    }[];
    expect(verdict?.Expression).toContain('FILL(begun, 0) < 1');
    expect(read.map(({ MetricStat }) => MetricStat?.Metric.MetricName).toSorted()).toEqual([
      'ExecutionsAborted',
      'ExecutionsFailed',
      'ExecutionsStarted',
      'ExecutionsTimedOut',
    ]);
  });
});
