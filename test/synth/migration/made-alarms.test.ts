import { shop } from '../../../bin/shop.ts';
import { compile } from '../../../rehearsal/world/metric-math/compile.ts';
import { keptTemplates } from '../support/kept-synth.ts';
import type { Template } from '../support/template.ts';

const ELB = 'arn:aws:elasticloadbalancing:us-west-1:111122223333';
const BALANCER = 'app/k8s-ingress/50dc6c495c0c9188';
const kept = keptTemplates(import.meta.filename, ({ synthesize }) => {
  const make = true;
  return {
    application: synthesize({
      ...shop,
      dataPlaneRollback: true,
      alarms: {
        make,
        loadBalancer: `${ELB}:loadbalancer/${BALANCER}`,
        targetGroups: [`${ELB}:targetgroup/nodes/73e2d6bc24d8a067`],
        errors: { percent: 4, fewest: 6, perMinute: 50 },
        also: ['checkout'],
      },
    }),
    classic: synthesize({ ...shop, alarms: { make, loadBalancer: `${ELB}:loadbalancer/k8s-ingress` } }),
    network: synthesize({
      ...shop,
      target: { loadBalancer: 'nlb-0123456789abcdef.elb.us-west-1.amazonaws.com' },
      alarms: { make, loadBalancer: `${ELB}:loadbalancer/net/nlb/0123456789abcdef` },
    }),
  };
});

type Properties = Readonly<Record<string, unknown>>;

function alarmsIn(template: Template): Readonly<Record<string, Properties>> {
  const alarms = template.resources('AWS::CloudWatch::Alarm').map(({ Properties: own }) => own);
  return Object.fromEntries(
    alarms.flatMap((own) => {
      const [, which] = /^shop-ClusterAlarm-(.*)$/.exec(String(own.AlarmName)) ?? [];
      return which === undefined ? [] : [[which, own]];
    }),
  );
}

/** Each metric of an alarm, in words. */
function metricsOf({ Metrics, ...own }: Properties): readonly string[] {
  const inWords = (
    { Namespace, MetricName, Dimensions }: Record<string, unknown>,
    stat: unknown,
    period: unknown,
  ) =>
    `${Namespace} ${MetricName} ${(Dimensions as { Name: string; Value: string }[]).map(({ Name, Value }) => `${Name}=${Value}`).join()} ${stat} ${period}`;
  if (!Metrics) return [inWords(own, own.Statistic ?? own.ExtendedStatistic, own.Period)];
  return (
    Metrics as { MetricStat?: { Metric: Record<string, unknown>; Stat: string; Period: number } }[]
  ).flatMap(({ MetricStat }) =>
    MetricStat ? [inWords(MetricStat.Metric, MetricStat.Stat, MetricStat.Period)] : [],
  );
}

function expressionOf({ Metrics }: Properties): unknown {
  return (Metrics as { Expression?: string }[]).find(({ Expression }) => Expression)?.Expression;
}

const BAD = { EvaluationPeriods: 3, DatapointsToAlarm: 2 };

describe('the alarms that are made', () => {
  const application = alarmsIn(kept('application'));

  it('are on what an application load balancer counts', () => {
    expect(Object.keys(application).sort()).toEqual([
      'BalancerErrors',
      'Errors',
      'Hosts1',
      'Latency',
      'TargetErrors',
    ]);
    const of = (name: string) => `AWS/ApplicationELB ${name} LoadBalancer=${BALANCER}`;
    expect(metricsOf(application.Errors ?? {})).toEqual([
      `${of('HTTPCode_Target_5XX_Count')} Sum 60`,
      `${of('HTTPCode_ELB_5XX_Count')} Sum 60`,
      `${of('RequestCount')} Sum 60`,
    ]);
    expect(metricsOf(application.Latency ?? {})).toEqual([
      `${of('RequestCount')} Sum 60`,
      `${of('TargetResponseTime')} p95 60`,
    ]);
    expect(metricsOf(application.Hosts1 ?? {})).toEqual([
      `${of('HealthyHostCount')},TargetGroup=targetgroup/nodes/73e2d6bc24d8a067 Maximum 60`,
    ]);
  });

  it('need a part of the requests and a number of errors, in two of three minutes; no data is no error', () => {
    expect(expressionOf(application.Errors ?? {})).toBe(
      'IF(FILL(target, 0) + FILL(balancer, 0) >= 6, 100 * (FILL(target, 0) + FILL(balancer, 0)) / (FILL(requests, 0) + FILL(balancer, 0)), 0)',
    );
    for (const [name, threshold] of Object.entries({
      Errors: 4,
      TargetErrors: 50,
      BalancerErrors: 50,
      Latency: 2,
    }))
      expect(application[name]).toMatchObject({
        ...BAD,
        Threshold: threshold,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
      });
  });

  it('count no data as no healthy target', () => {
    expect(application.Hosts1).toMatchObject({
      ...BAD,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  });

  it('are on what a classic and a network load balancer count', () => {
    const classic = alarmsIn(kept('classic'));
    expect(Object.keys(classic).sort()).toEqual(['Errors', 'Hosts', 'Latency']);
    expect(Object.values(classic).flatMap(metricsOf).toSorted()).toEqual(
      [
        'HTTPCode_Backend_5XX LoadBalancerName=k8s-ingress Sum',
        'HTTPCode_ELB_5XX LoadBalancerName=k8s-ingress Sum',
        'HealthyHostCount LoadBalancerName=k8s-ingress Maximum',
        'Latency LoadBalancerName=k8s-ingress p95',
        'RequestCount LoadBalancerName=k8s-ingress Sum',
        'RequestCount LoadBalancerName=k8s-ingress Sum',
      ].map((text) => `AWS/ELB ${text} 60`),
    );
    const network = alarmsIn(kept('network'));
    expect(Object.keys(network)).toEqual(['Errors', 'Names']);
    expect(metricsOf(network.Errors ?? {})).toEqual(
      ['TCP_Target_Reset_Count', 'TCP_ELB_Reset_Count', 'NewFlowCount'].map(
        (text) => `AWS/NetworkELB ${text} LoadBalancer=net/nlb/0123456789abcdef Sum 60`,
      ),
    );
    expect(network.Errors?.Threshold).toBe(10);
  });

  it.each([
    ['all new connections are reset', 20, 20, 100],
    ['every tenth is', 2, 20, 0],
    ['half of many are', 50, 100, 50],
    ['more than the new ones are', 30, 10, 100],
    ['there are no new ones', 5, undefined, 100],
    ['nothing comes', undefined, undefined, 0],
  ])(
    'take a network load balancer’s resets as a part of its new connections: %s',
    (_, resets, begun, part) => {
      const { Errors = {} } = alarmsIn(kept('network'));
      const metrics = new Map([
        ['target', [resets]],
        ['balancer', [undefined]],
        ['requests', [begun]],
      ]);
      const expression = String(expressionOf(Errors));
      const run = compile('expr', {
        metrics: [...metrics.keys()],
        expressions: new Map([['expr', expression]]),
      });
      const [value] = run({ metrics, periodSeconds: 60, starts: [0] });
      expect(value).toBe(part);
    },
  );

  it('roll back, and have health checks where Route 53 can follow them', () => {
    const template = kept('application');
    const patterns = JSON.stringify(template.resources('AWS::Events::Rule'));
    for (const name of Object.keys(application))
      expect(patterns).toContain(`alarm:shop-ClusterAlarm-${name}`);
    const followed = template
      .resources('AWS::Route53::HealthCheck')
      .flatMap(({ Properties: { HealthCheckConfig } }) => {
        const { AlarmIdentifier } = HealthCheckConfig as { AlarmIdentifier?: { Name: unknown } };
        return typeof AlarmIdentifier?.Name === 'string' ? [AlarmIdentifier.Name] : [];
      });
    expect(followed).toEqual([
      'checkout',
      'shop-ClusterAlarm-TargetErrors',
      'shop-ClusterAlarm-BalancerErrors',
      'shop-ClusterAlarm-Hosts1',
      'shop-RollbackOwed',
    ]);
  });

  it('are known to the guard', () => {
    expect(kept('classic').only('Custom::NamesGuard').Properties.MadeAlarms).toEqual(
      ['Errors', 'Latency', 'Hosts'].map((which) => `shop-ClusterAlarm-${which}`),
    );
  });
});
