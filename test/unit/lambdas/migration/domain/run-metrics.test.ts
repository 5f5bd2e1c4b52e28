import type { Periods, SeriesQuery } from '../../../../../lambdas/migration/domain/compare/periods.ts';
import type { Measurable } from '../../../../../lambdas/migration/domain/counted.ts';
import type { Fence } from '../../../../../lambdas/migration/domain/fence.ts';
import {
  dataOfSide,
  minutesToMeasure,
  queriesOfSide,
  runData,
  shareWritten,
} from '../../../../../lambdas/migration/domain/run-metrics.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2027-03-01T12:00:30Z');
const at = (phase: Fence['phase'], weight: number) => ({ fence: { phase, weight } as Fence });

describe('the share that was written', () => {
  const ids = [{ id: 'Z1' }, { id: 'Z2' }];
  it.each([
    ['nothing yet', {}, 0],
    ['lowered TTLs', { Z1: at('prepare', 0), Z2: at('prepare', 0) }, 0],
    ['a step in both zones', { Z1: at('shift', 25), Z2: at('shift', 25) }, 25],
    ['a step in one of two zones', { Z1: at('shift', 25), Z2: at('shift', 5) }, 5],
    ['a step in one, and nothing in the other', { Z1: at('shift', 25) }, 0],
    ['retired', { Z1: at('drain', 100), Z2: at('closed', 100) }, 100],
    ['restored', { Z1: at('restored', 0), Z2: at('restored', 0) }, 0],
    ['half restored', { Z1: at('restoring', 25), Z2: at('shift', 25) }, undefined],
  ])('with %s', (_what, zones, share) => {
    expect(shareWritten(new Map(Object.entries(zones)), ids)).toBe(share);
  });
});

describe('what is said of the run itself', () => {
  it('is its share, whether it waits for a person, and whether it is rolled back', () => {
    const seen = { now: NOW, share: 25, isOnHold: true, isRollingBack: false };
    expect(runData(seen).map(({ metricName, value, at: when }) => [metricName, value, when])).toEqual([
      ['ShareIntended', 25, NOW],
      ['OnHold', 1, NOW],
      ['RollingBack', 0, NOW],
    ]);
  });

  it('is no share while that is not known', () => {
    const names = runData({ now: NOW, share: undefined, isOnHold: false, isRollingBack: true });
    expect(names.map(({ metricName }) => metricName)).toEqual(['OnHold', 'RollingBack']);
  });
});

describe('the minutes that are measured', () => {
  const begun = NOW - 2 * 60 * MINUTE;
  const until = Date.parse('2027-03-01T12:00:00Z');
  const minutes = ({ from, until: end }: Periods) => (end - from) / MINUTE;

  it('begin with the run, and end with the last whole minute', () => {
    expect(minutesToMeasure(NOW, begun)).toEqual({ from: until - 120 * MINUTE, until, seconds: 60 });
  });

  it('are the new one and three that may be late, if the call before has measured', () => {
    expect(minutes(minutesToMeasure(NOW, begun, until - MINUTE))).toBe(4);
  });

  it('are all that calls have left out, up to six hours', () => {
    expect(minutes(minutesToMeasure(NOW, begun, until - 30 * MINUTE))).toBe(33);
    expect(minutes(minutesToMeasure(NOW, NOW - 24 * 60 * MINUTE))).toBe(360);
  });

  it('are none in the first minute of a run', () => {
    expect(minutes(minutesToMeasure(NOW, NOW))).toBe(0);
  });
});

describe('a side', () => {
  const periods = { from: 0, until: 3 * MINUTE, seconds: 60 };
  const asked = { statistic: 'p95', periods };
  const balancer = (source: string, namespace = 'AWS/ELB', metricName = 'RequestCount'): Measurable => ({
    known: true,
    source,
    unit: 'request',
    metric: { namespace, metricName, dimensions: { LoadBalancerName: source } },
  });
  const UNKNOWN: Measurable = { known: false, source: 'gone', why: 'it is gone', isUnmeasured: false };
  /** What each metric of each load balancer has. */
  const readings = (
    queries: readonly SeriesQuery[],
    values: Readonly<Record<string, readonly (readonly [number, number])[]>>,
  ) =>
    new Map(
      queries.map((query) => {
        const { metricName, dimensions } = query.metric as { metricName: string; dimensions: object };
        const found = values[`${Object.values(dimensions)[0]} ${metricName}`];
        return [query, { known: true, value: new Map(found) } as const];
      }),
    );
  const all = (side: NonNullable<ReturnType<typeof queriesOfSide>>) => [
    ...side.requests,
    ...side.errors,
    ...side.latency,
  ];

  it('is the sum of its load balancers, with the worst of their latencies; without errors that is 0', () => {
    const side = queriesOfSide('legacy', [balancer('a'), balancer('b')], asked);
    if (!side) throw new Error('nothing is asked');
    expect(side.latency.map(({ statistic }) => statistic)).toEqual(['p95', 'p95']);
    const data = dataOfSide(
      side,
      readings(all(side), {
        'a RequestCount': [
          [0, 10],
          [MINUTE, 20],
        ],
        'b RequestCount': [[0, 5]],
        'a HTTPCode_Backend_5XX': [[0, 1]],
        'b HTTPCode_ELB_5XX': [[0, 2]],
        'a Latency': [[0, 0.1]],
        'b Latency': [[0, 0.3]],
      }),
    );
    expect(data.map(({ metricName, at: when, value }) => [metricName, when / MINUTE, value])).toEqual([
      ['Requests', 0, 15],
      ['Errors', 0, 3],
      ['Latency', 0, 0.3],
      ['Requests', 1, 20],
      ['Errors', 1, 0],
    ]);
    expect(new Set(data.map((each) => each.side))).toEqual(new Set(['legacy']));
  });

  it('is not known if one of its sources is not, or it has none', () => {
    expect(queriesOfSide('legacy', [balancer('a'), UNKNOWN], asked)).toBeUndefined();
    expect(queriesOfSide('legacy', [], asked)).toBeUndefined();
  });

  it('has requests alone if nothing counts its errors', () => {
    const side = queriesOfSide('cluster', [balancer('n', 'AWS/NetworkELB', 'NewFlowCount')], asked);
    if (!side) throw new Error('nothing is asked');
    const data = dataOfSide(side, readings(all(side), { 'n NewFlowCount': [[0, 7]] }));
    expect(data).toEqual([{ side: 'cluster', at: 0, metricName: 'Requests', value: 7, unit: 'Count' }]);
  });

  it('has no sum if a part of it could not be read', () => {
    const side = queriesOfSide('legacy', [balancer('a'), balancer('b')], asked);
    if (!side) throw new Error('nothing is asked');
    const some = readings(all(side), { 'a RequestCount': [[0, 10]], 'b RequestCount': [[0, 5]] });
    const [first] = side.errors;
    if (first) (some as Map<SeriesQuery, unknown>).set(first, { known: false, why: 'throttled' });
    expect(dataOfSide(side, some).map(({ metricName }) => metricName)).toEqual(['Requests']);
  });
});
