import {
  COMPARED_BY_DEFAULT,
  type CompareSettings,
} from '../../../../../../lambdas/migration/contract/compare-settings.ts';
import { whatToCompare, withStatisticFor } from '../../../../../../lambdas/migration/domain/compare/what.ts';
import type { Measurable } from '../../../../../../lambdas/migration/domain/counted.ts';

const DEFAULTS: CompareSettings = { ...COMPARED_BY_DEFAULT, metrics: [] };

function counted(namespace: string, metricName: string, dimensions: Record<string, string>): Measurable {
  const unit = namespace === 'AWS/NetworkELB' ? 'connection' : 'request';
  return { known: true, source: metricName, metric: { namespace, metricName, dimensions }, unit };
}
const APPLICATION = counted('AWS/ApplicationELB', 'RequestCount', { LoadBalancer: 'app/ingress/1' });
const GROUP = counted('AWS/ApplicationELB', 'RequestCount', { LoadBalancer: 'app/i/1', TargetGroup: 'shop' });
const CLASSIC = counted('AWS/ELB', 'RequestCount', { LoadBalancerName: 'legacy' });
const NETWORK = counted('AWS/NetworkELB', 'NewFlowCount', { LoadBalancer: 'net/ingress/1' });
const OWN = counted('Ingress', 'Requests', {});
const NONE: Measurable = { known: false, source: '203.0.113.9', why: 'no metric', isUnmeasured: true };
const UNREAD: Measurable = { known: false, source: 'legacy', why: 'AccessDenied', isUnmeasured: false };

const names = (cluster: Measurable, legacy: Measurable, settings = DEFAULTS) =>
  whatToCompare(settings, { cluster: [cluster], legacy: [legacy] });

/** CloudWatch has a value and the number of its samples in one metric. */
const both = (metricName: string) => ({ value: { metricName }, samples: { metricName } });

describe('what is compared', () => {
  it('is errors and latency where load balancers count both', () => {
    const { things, grounds } = names(APPLICATION, CLASSIC);
    expect(grounds).toEqual([]);
    expect(things).toMatchObject([
      {
        kind: 'rate',
        sides: {
          cluster: {
            events: [{ metricName: 'HTTPCode_Target_5XX_Count' }, { metricName: 'HTTPCode_ELB_5XX_Count' }],
          },
          legacy: {
            requests: [
              {
                namespace: 'AWS/ELB',
                metricName: 'RequestCount',
                dimensions: { LoadBalancerName: 'legacy' },
              },
            ],
            events: [{ metricName: 'HTTPCode_Backend_5XX' }, { metricName: 'HTTPCode_ELB_5XX' }],
          },
        },
        mostOnLegacy: 0.03,
      },
      {
        kind: 'value',
        name: 'Latency (p95)',
        sides: {
          cluster: both('TargetResponseTime'),
          legacy: both('Latency'),
        },
      },
    ]);
  });

  it('is of a target group alone where that counts the requests', () => {
    const [errors] = names(GROUP, CLASSIC).things;
    expect(errors).toMatchObject({
      sides: { cluster: { events: [{ metricName: 'HTTPCode_Target_5XX_Count' }] } },
    });
    expect(JSON.stringify(errors)).not.toContain('app/i/1"},"metricName":"HTTPCode_ELB');
  });

  it.each([
    ['a network load balancer', NETWORK],
    ['a metric of which nothing else is known', OWN],
    ['nothing', NONE],
  ])('is nothing where %s counts one side, which is said', (_what, other) => {
    for (const { things, grounds } of [names(other, CLASSIC), names(APPLICATION, other)]) {
      expect(things).toEqual([]);
      expect(grounds).toEqual([
        { verdict: 'pass', text: expect.stringContaining("are not compared with legacy's") },
      ]);
    }
  });

  it('is unknown where a side can’t be found', () => {
    expect(names(APPLICATION, UNREAD)).toEqual({
      things: [],
      grounds: [
        { verdict: 'inconclusive', text: "The cluster can't be compared with legacy: legacy: AccessDenied" },
      ],
    });
  });

  it('is no latency where one side has several load balancers, whose percentiles nobody can add', () => {
    const { things, grounds } = whatToCompare(DEFAULTS, { cluster: [APPLICATION], legacy: [CLASSIC, GROUP] });
    expect(things).toMatchObject([{ name: 'Errors', sides: { legacy: { requests: [{}, {}] } } }]);
    expect(grounds).toMatchObject([
      { verdict: 'pass', text: expect.stringContaining('several load balancers') },
    ]);
  });

  it('is what else is named, a sum as a part of the requests', () => {
    const of = (statistic: string) => ({
      ...DEFAULTS,
      metrics: [
        {
          name: 'Logins',
          statistic,
          legacy: { namespace: 'A', metricName: 'a', dimensions: {} },
          cluster: { namespace: 'B', metricName: 'b', dimensions: {} },
          tolerance: { absolute: 0.001, relative: 0 },
        },
      ],
    });
    expect(names(OWN, CLASSIC, of('Sum')).things).toMatchObject([
      {
        name: 'Logins',
        isGiven: true,
        sides: {
          cluster: { requests: [{ namespace: 'Ingress' }], events: [{ metricName: 'b' }] },
          legacy: { requests: [{ namespace: 'AWS/ELB' }], events: [{ metricName: 'a' }] },
        },
      },
    ]);
    expect(names(NONE, CLASSIC, of('p90')).things).toMatchObject([{ kind: 'value', name: 'Logins (p90)' }]);
    expect(names(NONE, CLASSIC, of('Sum')).grounds).toMatchObject([
      { verdict: 'pass' },
      { verdict: 'inconclusive', text: 'Logins: the number of requests is unknown: 203.0.113.9: no metric' },
    ]);
  });

  it('is the average of latency where too few requests came for a percentile', () => {
    const [errors, latency] = names(APPLICATION, CLASSIC).things;
    if (!errors || !latency) throw new Error('nothing is compared');
    expect(withStatisticFor(latency, 22_500)).toBe(latency);
    expect(withStatisticFor(latency, 22_499)).toMatchObject({
      statistic: 'Average',
      name: 'Latency (average: too few requests for p95)',
    });
    expect(withStatisticFor(errors, 1)).toBe(errors);
  });
});
