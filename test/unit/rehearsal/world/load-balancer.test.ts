import { metricOf, observationsOf } from '../../../../rehearsal/world/balancer-metrics.ts';
import { FAILURES, type Failure, failingAs } from '../../../../rehearsal/world/failures.ts';
import {
  type CountedFamily,
  type Health,
  type LoadBalancer,
  serve,
  steady,
} from '../../../../rehearsal/world/load-balancer.ts';

const ZONES = ['us-west-1a', 'us-west-1c'];

const balancer = (family: CountedFamily, health?: Health, groups = ['']): LoadBalancer => ({
  id: 'shop',
  family,
  dnsName: 'shop.elb.test.',
  ipv4: [],
  ipv6: [],
  zones: ZONES,
  hosts: () =>
    groups.map((targetGroup) => ({
      targetGroup,
      healthy: new Map(ZONES.map((zone) => [zone, 2])),
      unhealthy: new Map([['us-west-1a', 1]]),
    })),
  health: health ? () => health : steady(),
});

/** A minute of so many requests, half of them for `www`, in which everything happens as often as it is likely to. */
function minute(of: LoadBalancer, requests = 3000) {
  const load = { requests, shareOf: (name: string) => (name === 'www.' ? 0.5 : 0) };
  return serve(of, load, 0, Math.round, 0);
}

/** By the metric's name and its dimensions but the load balancer. */
function observed(of: LoadBalancer, requests = 3000): Readonly<Record<string, number>> {
  const rows = observationsOf(of, minute(of, requests)).map(([{ metricName, dimensions }, { sum }]) => {
    const { TargetGroup, AvailabilityZone } = dimensions;
    return [[metricName, TargetGroup, AvailabilityZone].filter(Boolean).join(' '), sum] as const;
  });
  return Object.fromEntries(rows);
}

it.each([
  ['classic', 'EstimatedALBConsumedLCUs', 2 / 60, 'Count'],
  ['application', 'PeakLCUs', 2, 'Count'],
  ['network', 'ProcessedBytes', 60_000_000, 'Bytes'],
] as const)('3,000 requests in a minute give a %s load balancer %s', (family, metricName, load, unit) => {
  const of = balancer(family);
  const found = observationsOf(of, minute(of)).find(([id]) => id.metricName === metricName);
  expect(found).toEqual([metricOf(of, 'load'), { sum: load, count: 1, minimum: load, maximum: load }, unit]);
});

describe('a steady minute', () => {
  const HOSTS = { HealthyHostCount: 4, UnHealthyHostCount: 1 };

  it('has no errors of a load balancer', () => {
    expect(observed(balancer('application'))).toMatchObject({
      ...HOSTS,
      'HealthyHostCount us-west-1a': 2,
      'UnHealthyHostCount us-west-1a': 1,
      'UnHealthyHostCount us-west-1c': 0,
      RequestCount: 3000,
      HTTPCode_Target_2XX_Count: 2969,
      HTTPCode_Target_4XX_Count: 30,
      HTTPCode_Target_5XX_Count: 1,
    });
    expect(Object.keys(observed(balancer('application'))).join()).not.toMatch(/ELB|Rejected|ConnectionError/);
    expect(Object.keys(observed(balancer('classic'))).join()).not.toMatch(
      /HTTPCode_ELB|Connection|Surge|Spill/,
    );
  });

  it('of a network load balancer has resets of 0, but nothing without flows', () => {
    const resets = { TCP_Client_Reset_Count: 0, TCP_ELB_Reset_Count: 0, TCP_Target_Reset_Count: 0 };
    expect(observed(balancer('network'))).toMatchObject({ ...HOSTS, ...resets, ActiveFlowCount: 3000 });
    expect(Object.keys(observed(balancer('network'), 0)).join()).not.toMatch(/TCP|Flow|Bytes/);
  });

  it('is shared evenly by the target groups of an application load balancer', () => {
    const all = observed(balancer('application', undefined, ['targetgroup/a/1', 'targetgroup/b/2']));
    expect(all).toMatchObject({
      RequestCount: 3000,
      'RequestCount targetgroup/a/1': 1500,
      'RequestCount targetgroup/b/2': 1500,
      'HTTPCode_Target_4XX_Count targetgroup/a/1': 15,
      'TargetResponseTime targetgroup/b/2': (all.TargetResponseTime ?? 0) / 2,
    });
  });
});

/** What differs from a steady minute when a tenth of 3,000 requests fail so. */
const SEEN: Readonly<Record<CountedFamily, Readonly<Record<Failure, Readonly<Record<string, number>>>>>> = {
  application: {
    'target-5xx': { HTTPCode_Target_5XX_Count: 300 },
    'balancer-5xx': {
      RequestCount: 2700,
      HTTPCode_ELB_5XX_Count: 150,
      HTTPCode_ELB_503_Count: 150,
      RejectedConnectionCount: 150,
    },
    slow: { TargetResponseTime: 7500 },
    resets: { HTTPCode_ELB_5XX_Count: 300, HTTPCode_ELB_502_Count: 300 },
    'unhealthy-targets': {
      HealthyHostCount: 0,
      UnHealthyHostCount: 5,
      HTTPCode_ELB_5XX_Count: 300,
      HTTPCode_ELB_502_Count: 300,
      TargetConnectionErrorCount: 300,
    },
    'no-answer': { HTTPCode_ELB_5XX_Count: 300, HTTPCode_ELB_504_Count: 300 },
    'one-name': { HTTPCode_Target_5XX_Count: 1500 },
  },
  classic: {
    'target-5xx': { HTTPCode_Backend_5XX: 300 },
    'balancer-5xx': {
      RequestCount: 2700,
      HTTPCode_ELB_5XX: 300,
      SpilloverCount: 300,
      SurgeQueueLength: 1024,
    },
    slow: { Latency: 7500 },
    resets: { HTTPCode_ELB_5XX: 300 },
    'unhealthy-targets': {
      HealthyHostCount: 0,
      UnHealthyHostCount: 5,
      HTTPCode_ELB_5XX: 300,
      BackendConnectionErrors: 300,
    },
    'no-answer': { HTTPCode_ELB_5XX: 300 },
    'one-name': { HTTPCode_Backend_5XX: 1500 },
  },
  network: {
    'target-5xx': {},
    'balancer-5xx': { TCP_ELB_Reset_Count: 300 },
    slow: {},
    resets: { TCP_Target_Reset_Count: 300 },
    'unhealthy-targets': { HealthyHostCount: 0, UnHealthyHostCount: 5, TCP_Target_Reset_Count: 300 },
    'no-answer': { ActiveFlowCount: 4450 },
    'one-name': {},
  },
};

/** They vary with how many requests are left. */
const GOOD = /2XX|4XX|us-west/;

describe.each(['application', 'classic', 'network'] as const)('a %s load balancer', (family) => {
  it.each(FAILURES)('shows %s', (failure) => {
    const before = observed(balancer(family));
    const after = observed(balancer(family, failingAs(failure, 0.1, 'www.')));
    const differing = Object.entries(after).filter(
      ([name, sum]) => !GOOD.test(name) && Math.abs(sum - (before[name] ?? 0)) > 30,
    );
    const hosts = Object.entries(after).filter(
      ([name, sum]) => /HostCount$/.test(name) && sum !== before[name],
    );
    expect(Object.fromEntries([...differing, ...hosts])).toEqual(SEEN[family][failure]);
  });
});

it('counts each request that fails once, in one way', () => {
  const all = { failing: 0.5, turnedAway: 0.5, reset: 0.5, refused: 0.5, unanswered: 0.5, latencySeconds: 1 };
  const served = minute(balancer('application', all));
  expect(served).toMatchObject({ failed: 3000, failing: 1500, turnedAway: 1500, reset: 0, clientErrors: 0 });
  expect(served.answered).toEqual([{ count: 1500, meanSeconds: 1 }]);
});

it('leaves other names alone where one name fails', () => {
  const slow = { failing: 0, latencySeconds: 2, onlyFor: 'www.' };
  expect(minute(balancer('application', slow)).answered).toEqual([
    { count: 1500, meanSeconds: 2 },
    { count: 1500, meanSeconds: 0.08 },
  ]);
});
