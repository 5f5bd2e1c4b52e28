import { shop } from '../../../bin/shop.ts';
import { keptTemplates } from '../support/kept-synth.ts';
import { checkedShopTemplate, shopTemplate } from '../support/shop-templates.ts';

const kept = keptTemplates(import.meta.filename, ({ synthesize }) => ({
  'on for one alarm': synthesize({ ...shop, dataPlaneRollback: { alarms: ['shop-cluster-5xx'] } }),
}));
const off = shopTemplate();
const on = checkedShopTemplate();
/** Those that allow a health check. */
const ALARMS = [...(shop.alarms as readonly string[]), 'shop-ClusterAlarm-Names'];
const CHECK = 'AWS::Route53::HealthCheck';

const configs = (template: typeof on) =>
  template
    .resources(CHECK)
    .map(({ id, Properties }) => ({ id, ...(Properties.HealthCheckConfig as object) }));
const ofType = (template: typeof on, Type: string) =>
  configs(template).filter((each) => (each as { Type?: unknown }).Type === Type);

describe('without the option', () => {
  it('there is no trace of it', () => {
    const text = JSON.stringify(off.json);
    for (const word of [CHECK, 'RollbackOwed', 'DataPlane']) expect(text).not.toContain(word);
  });
});

describe('with the option', () => {
  it('each alarm has a check, which is healthy without data', () => {
    const alarms = ofType(on, 'CLOUDWATCH_METRIC').slice(0, -1);
    expect(alarms).toMatchObject(
      ALARMS.map((Name) => ({
        AlarmIdentifier: { Name, Region: 'us-west-1' },
        InsufficientDataHealthStatus: 'Healthy',
      })),
    );
  });

  it('the latch has one, on an alarm of the stack, which keeps what was said last', () => {
    const alarm = on
      .resources('AWS::CloudWatch::Alarm')
      .find(({ Properties }) => Properties.AlarmName === 'shop-RollbackOwed');
    expect(alarm?.Properties).toMatchObject({
      Namespace: 'kops-cutover/shop',
      MetricName: 'RollbackOwed',
      Statistic: 'Minimum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
    expect(ofType(on, 'CLOUDWATCH_METRIC').at(-1)).toMatchObject({
      AlarmIdentifier: { Region: 'us-west-1' },
      InsufficientDataHealthStatus: 'LastKnownStatus',
    });
  });

  it('one over all of them needs each, and its id is in every function’s settings', () => {
    const [all, ...others] = ofType(on, 'CALCULATED');
    expect(others).toEqual([]);
    expect(all).toMatchObject({ HealthThreshold: ALARMS.length + 1 });
    expect((all as unknown as { ChildHealthChecks: unknown[] }).ChildHealthChecks).toHaveLength(
      ALARMS.length + 1,
    );
    const { Properties } = on
      .resources('AWS::Lambda::Function')
      .find(
        ({ Properties: { FunctionName } }) => FunctionName === 'shop-RestoreLegacy',
      ) as (typeof on.json.Resources)[string];
    expect(JSON.stringify(Properties.Environment)).toContain(all?.id);
  });

  it('the guard is told', () => {
    expect(on.only('Custom::NamesGuard').Properties.DataPlane).toBe('on');
  });

  it('only what watches, says that a rollback is owed, follows signals or asks for names may publish metrics, in this namespace', () => {
    const may = on
      .resources('AWS::IAM::Role')
      .filter(({ Properties }) => JSON.stringify(Properties).includes('cloudwatch:PutMetricData'));
    expect(may.map(({ Properties }) => Properties.Description).sort()).toEqual(
      ['ConfirmLegacy', 'FollowSignals', 'ProbeNames', 'RestoreLegacy', 'StartWatch', 'Watch'].map(
        (state) => `What shop-${state} may do`,
      ),
    );
    for (const { Properties } of may)
      expect(JSON.stringify(Properties)).toContain('"cloudwatch:namespace":"kops-cutover/shop"');
  });

  it('of the alarms that are named only', () => {
    expect(configs(kept('on for one alarm'))).toHaveLength(3);
  });
});
