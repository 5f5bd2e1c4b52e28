import { shop } from '../../../bin/shop.ts';
import { keptTemplates } from '../support/kept-synth.ts';
import { shopTemplate } from '../support/shop-templates.ts';

const BUS = 'aws.partner/datadog.com/shop';
const ALARM = { source: ['datadog'], detail: { transition: ['Triggered'] } };
const kept = keptTemplates(import.meta.filename, ({ synthesize }) => ({
  signals: synthesize({
    ...shop,
    signals: [
      {
        name: 'datadog',
        bus: BUS,
        alarm: ALARM,
        recovery: { source: ['datadog'], detail: { transition: ['Recovered'] } },
        heartbeat: { source: ['datadog'], detailType: ['beat'] },
      },
    ],
  }),
}));
const template = kept('signals');

const rules = template.resources('AWS::Events::Rule').map(({ Properties }) => Properties);
const onBus = rules.filter(({ EventBusName }) => EventBusName === BUS);
const targetsOf = (rule: (typeof rules)[number] | undefined) =>
  (rule?.Targets ?? []) as readonly Record<string, unknown>[];

describe('without signals', () => {
  it('there is no trace of them', () => {
    const text = JSON.stringify(shopTemplate().json);
    for (const word of ['FollowSignals', '-Signal-']) expect(text).not.toContain(word);
  });
});

describe('with a signal', () => {
  it('each of its words is a rule on its bus, beside the one that rolls back', () => {
    expect(onBus).toHaveLength(4);
    expect(
      onBus.filter(({ EventPattern }) => JSON.stringify(EventPattern) === JSON.stringify(ALARM)),
    ).toHaveLength(2);
    expect(onBus.map(({ EventPattern }) => EventPattern)).toContainEqual({
      source: ['datadog'],
      'detail-type': ['beat'],
    });
  });

  it('its alarm starts RollBack with a request, kept as long as one of CloudWatch, and not lost', () => {
    const [target] = onBus.flatMap((rule) => targetsOf(rule).filter(({ RoleArn }) => RoleArn !== undefined));
    expect(target).toMatchObject({
      RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 185 },
      DeadLetterConfig: { Arn: expect.anything() },
    });
    const text = JSON.stringify(target?.InputTransformer);
    for (const word of ['alarm:shop-Signal-datadog', 'Signal datadog is in alarm', '$.time', '$.id'])
      expect(text).toContain(word);
  });

  it('is an alarm that is unknown without data, and among those that roll back', () => {
    const alarm = template
      .resources('AWS::CloudWatch::Alarm')
      .find(({ Properties }) => Properties.AlarmName === 'shop-Signal-datadog');
    expect(alarm?.Properties).toMatchObject({
      Namespace: 'kops-cutover/shop',
      MetricName: 'Signal',
      Dimensions: [{ Name: 'Signal', Value: 'datadog' }],
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 1,
      TreatMissingData: 'missing',
    });
    const started = rules.filter(({ EventPattern }) =>
      JSON.stringify(EventPattern)?.includes('alarm:shop-Signal-datadog'),
    );
    expect(started).toHaveLength(1);
  });

  it('is followed each minute', () => {
    expect(rules.filter(({ ScheduleExpression }) => ScheduleExpression === 'rate(1 minute)')).toHaveLength(1);
  });
});
