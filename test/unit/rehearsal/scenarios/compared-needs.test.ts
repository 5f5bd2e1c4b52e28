import { aComparedQuery, aComparedStep } from '../../../../rehearsal/scenarios/migration/compared-needs.ts';
import type { Failing, ForeseenEstate } from '../../../../rehearsal/scenarios/migration/foresight.ts';
import { Missing } from '../../../../rehearsal/scenarios/scenario.ts';
import { STEADY } from '../../../../rehearsal/world/load-balancer.ts';
import { shopEstate } from '../../../support/shop.ts';

const BAD = { failing: 0.01, latencySeconds: 0.08 };
type Settings = ForeseenEstate['settings'];

function found(change: (settings: Settings) => Partial<Settings> = () => ({}), fired = 0) {
  return foundBy(aComparedStep(BAD), change, fired);
}

function foundBy<T extends object>(
  need: (estate: ForeseenEstate) => T | Missing,
  change: (settings: Settings) => Partial<Settings>,
  fired = 0,
) {
  const shop = shopEstate();
  const asked: Failing[] = [];
  const foresees = (failing: Failing) => {
    asked.push(failing);
    return { health: STEADY, always: [], sometimes: [], together: 0, fired, of: 20, latestSeconds: 0 };
  };
  const step = need({
    ...shop,
    settings: { ...shop.settings, ...change(shop.settings) },
    telling: [],
    foresees,
  });
  return { step: step instanceof Missing ? step.what : step, asked };
}

describe('a step in which both sides are compared', () => {
  it('is the first one of the shop, whose alarms are asked for its end', () => {
    const { step, asked } = found();
    expect(step).toMatchObject({ percent: 5, soakSeconds: 43_200 });
    expect(asked).toEqual([{ ...BAD, percent: 5, after: 9 * 3_600_000, seconds: 10_800, all: false }]);
  });

  it('is missed where an alarm may fire, or errors are not compared', () => {
    expect(found(undefined, 1).step).toBe(
      'alarms that are quiet if 1 % of the cluster’s requests fail at 5 %',
    );
    expect(
      found(({ compare }) => ({ compare: { falseAlarms: 0.01, metrics: compare?.metrics ?? [] } })).step,
    ).toMatch('errors that are compared');
    expect(found(({ steps }) => ({ steps: steps.slice(-1) })).step).toBe('a step before the last');
  });

  it('is missed where load balancers don’t count on both sides', () => {
    const counted = [{ namespace: 'Ingress', metricName: 'Requests', dimensions: {} }];
    const words = /application or classic load balancers on both sides/;
    expect(found(({ traffic }) => ({ traffic: { ...traffic, cluster: counted } })).step).toMatch(words);
    expect(found(() => ({ target: { kind: 'addresses', ipv4: ['203.0.113.9'], ipv6: [] } })).step).toMatch(
      words,
    );
  });
});

describe('a query to a Prometheus by which the cluster can be worse', () => {
  const side = {
    measured: { prometheus: { url: 'https://prometheus.example.com' }, query: 'bad[$period]' },
    requests: { prometheus: { url: 'https://prometheus.example.com' }, query: 'all[$period]' },
  };
  const asking = (statistic: string, absolute: number) => () => ({
    compare: {
      falseAlarms: 0.01,
      metrics: [
        { name: 'Failures', statistic, legacy: side, cluster: side, tolerance: { absolute, relative: 0.25 } },
      ],
    },
  });

  it('is that of another app if the own one asks none', () => {
    expect(foundBy(aComparedQuery, () => ({}), 20).step).toMatchObject({
      isOwn: false,
      metric: 'Checkout failures',
    });
  });

  it('is a Sum, of which more fail than is tolerated', () => {
    const { step, asked } = foundBy(aComparedQuery, asking('Sum', 0.01));
    expect(step).toMatchObject({ isOwn: true, metric: 'Failures', first: { percent: 5 } });
    expect(asked[0]?.failing).toBeGreaterThan(0.02);
    expect(foundBy(aComparedQuery, asking('p95', 1)).step).toBe(
      'a metric of Prometheus that is a `Sum`, in `compare`',
    );
    expect(foundBy(aComparedQuery, asking('Sum', 0.01), 1).step).toMatch(
      /^alarms that are quiet if 2\.4\d* %/,
    );
  });
});
