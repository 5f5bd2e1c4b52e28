import type { AlarmDefinition } from '../../../../rehearsal/world/alarm-definition.ts';
import { metricOf } from '../../../../rehearsal/world/balancer-metrics.ts';
import { between, failingAs } from '../../../../rehearsal/world/failures.ts';
import {
  type Health,
  type HealthModel,
  type LoadBalancer,
  SLOW,
  STEADY,
  steady,
} from '../../../../rehearsal/world/load-balancer.ts';
import { MINUTE } from '../../../../rehearsal/world/minutes.ts';
import type { NameServer, PossibleAnswer } from '../../../../rehearsal/world/name-server.ts';
import { World, type WorldOptions } from '../../../../rehearsal/world/world.ts';

const BEGIN = Date.UTC(2026, 10, 23, 4, 0);
const HOUR = 60 * MINUTE;

const balancer = (id: string, dnsName: string, health: HealthModel): LoadBalancer => ({
  id,
  family: 'application',
  dnsName,
  ipv4: [],
  ipv6: dnsName === 'legacy.' ? ['2001:db8:20::9'] : [],
  zones: ['us-west-1a'],
  hosts: () => [
    { targetGroup: 'targetgroup/nodes/1', healthy: new Map([['us-west-1a', 3]]), unhealthy: new Map() },
  ],
  health,
});

const sick = (failing: number): Health => ({ failing, latencySeconds: SLOW });

/** A name server that gives the cluster's answer this often (0–1), from each moment on. */
const weights = (...steps: [from: number, share: number][]): NameServer => ({
  versionAt: (at) => String(steps.findLastIndex(([from]) => from <= at)),
  possibleAnswers: (_name, _family, at) => {
    const share = steps.findLast(([from]) => from <= at)?.[1] ?? 0;
    const answers: PossibleAnswer[] = [
      { endpoint: 'legacy.', ttlSeconds: 60, share: 1 - share },
      { endpoint: 'cluster.', ttlSeconds: 60, share },
    ];
    return answers.filter((answer) => answer.share > 0);
  },
});

const alarmOn = (cluster: LoadBalancer): AlarmDefinition => ({
  kind: 'metric',
  name: '5xx',
  arn: 'arn:5xx',
  description: '',
  watched: { metric: metricOf(cluster, 'failed'), statistic: 'Sum' },
  ignoresFewSamples: false,
  periodSeconds: 60,
  comparison: 'GreaterThanThreshold',
  threshold: 50,
  evaluationPeriods: 3,
  datapointsToAlarm: 2,
  treatMissingData: 'notBreaching',
  actionsEnabled: true,
});

function makeWorld(
  nameServer: NameServer,
  health: HealthModel = steady(),
  seed = 1,
  more: Pick<Partial<WorldOptions>, 'onLived' | 'follower'> = {},
): World {
  const cluster = balancer('app/cluster/1', 'cluster.', health);
  return new World({
    seed,
    begin: BEGIN,
    resolvers: 200,
    names: [
      { name: 'shop.test.', popularity: 0.6 },
      { name: 'www.shop.test.', popularity: 0.4 },
    ],
    traffic: { requestsPerMinute: 3000, swing: 0.5, busiestHour: 19 },
    loadBalancers: [balancer('app/legacy/1', 'legacy.', steady()), cluster],
    alarms: [alarmOn(cluster)],
    nameServer,
    ...more,
  });
}

const requestsOn = (world: World, id: string, from: number, until: number) =>
  world.minutes
    .filter(({ at }) => at >= from && at < until)
    .reduce((sum, { served }) => sum + (served.get(id)?.requests ?? 0), 0);

const share = (world: World, from: number, until: number) => {
  const cluster = requestsOn(world, 'app/cluster/1', from, until);
  return cluster / (cluster + requestsOn(world, 'app/legacy/1', from, until));
};

describe('who records what came to load balancers', () => {
  it('is told of each minute once, with the parts of each name, and of none that is only tried out', () => {
    const told: { readonly at: number; readonly parts: readonly number[] }[] = [];
    const onLived: WorldOptions['onLived'] = (at, asked) => {
      const all = [...asked.values()].flat();
      told.push({ at, parts: [0, 1].map((name) => all.reduce((sum, parts) => sum + (parts[name] ?? 0), 0)) });
    };
    const world = makeWorld(weights([BEGIN, 0.5]), steady(), 1, { onLived });
    world.advanceTo(BEGIN + 3 * MINUTE);
    world.lookAhead(BEGIN + 30 * MINUTE);
    world.tryOut(() => world.tryOut(() => world.advanceTo(BEGIN + 10 * MINUTE)));
    world.advanceTo(BEGIN + 5 * MINUTE);
    expect(told.map(({ at }) => (at - BEGIN) / MINUTE)).toEqual([0, 1, 2, 3, 4]);
    expect(told[0]?.parts[0]).toBeCloseTo(0.6);
    expect(told[0]?.parts[1]).toBeCloseTo(0.4);
  });
});

describe('what follows the metrics', () => {
  it('looks at its own moments, in order with the alarms, and goes back with the world', () => {
    const looked: number[] = [];
    const wentBack: number[] = [];
    const world = makeWorld(weights([BEGIN, 1]), steady(), 1, {
      follower: {
        nextAfter: (moment) => (Math.floor((moment - 15_000) / MINUTE) + 1) * MINUTE + 15_000,
        judge: (at, metrics) => {
          looked.push((at - BEGIN) / MINUTE);
          expect(metrics.ids().length > 0).toBe(at > BEGIN + MINUTE);
        },
        remember: (at) => () => wentBack.push((at - BEGIN) / MINUTE),
      },
    });
    world.advanceTo(BEGIN + 2.5 * MINUTE);
    expect(looked).toEqual([0.25, 1.25, 2.25]);
    world.tryOut(() => world.advanceTo(BEGIN + 3.5 * MINUTE));
    world.advanceTo(BEGIN + 3.5 * MINUTE);
    expect(looked).toEqual([0.25, 1.25, 2.25, 3.25, 3.25]);
    expect(wentBack).toHaveLength(1);
  });
});

describe('requests', () => {
  it.each([0, 0.05, 0.25, 0.5, 1])('go where the weights say: %d', (weight) => {
    const world = makeWorld(weights([BEGIN, weight]));
    world.advanceTo(BEGIN + 24 * HOUR);
    expect(share(world, BEGIN, BEGIN + 24 * HOUR)).toBeCloseTo(weight, 1);
    expect(world.minutes.every(({ unanswered, astray }) => unanswered === 0 && astray === 0)).toBe(true);
  });

  it('reach a load balancer by its address, however a record writes it', () => {
    const world = makeWorld({
      versionAt: () => '',
      possibleAnswers: () => [{ endpoint: '2001:DB8:20:0::9', ttlSeconds: 60, share: 1 }],
    });
    world.advanceTo(BEGIN + HOUR);
    expect(requestsOn(world, 'app/legacy/1', BEGIN, BEGIN + HOUR)).toBeGreaterThan(0);
    expect(world.minutes.every(({ astray }) => astray === 0)).toBe(true);
  });

  it('follow a change within a TTL for the most part, and completely only after hours', () => {
    const change = BEGIN + HOUR;
    const world = makeWorld(weights([BEGIN, 0], [change, 1]));
    world.advanceTo(change + 48 * HOUR);
    expect(share(world, BEGIN, change)).toBe(0);
    const soon = share(world, change + 2 * MINUTE, change + 5 * MINUTE);
    expect(soon).toBeGreaterThan(0.75);
    expect(soon).toBeLessThan(0.99);
    expect(share(world, change + 25 * HOUR, change + 48 * HOUR)).toBe(1);
  });

  it('follow the time of day', () => {
    const world = makeWorld(weights([BEGIN, 0]));
    world.advanceTo(BEGIN + 24 * HOUR);
    const at = (hour: number) =>
      requestsOn(world, 'app/legacy/1', BEGIN + hour * HOUR, BEGIN + (hour + 1) * HOUR);
    // Busiest at 19:00, which is 15 hours after the begin; quietest twelve hours away.
    expect(at(15) / at(3)).toBeCloseTo(3, 0);
  });

  it('for a name without an answer are counted as unanswered, every minute', () => {
    const nowhere: NameServer = { versionAt: () => '1', possibleAnswers: () => [] };
    const world = makeWorld(nowhere);
    world.advanceTo(BEGIN + 3 * MINUTE);
    expect(world.minutes.map(({ unanswered }) => unanswered > 1000)).toEqual([true, true, true]);
    expect(requestsOn(world, 'app/legacy/1', BEGIN, BEGIN + HOUR)).toBe(0);
  });

  it('fall back to the other family where a name has one family only', () => {
    const onlyIpv4: NameServer = {
      versionAt: () => '1',
      possibleAnswers: (_name, family) =>
        family === 'A' ? [{ endpoint: 'legacy.', ttlSeconds: 60, share: 1 }] : [],
    };
    const world = makeWorld(onlyIpv4);
    world.advanceTo(BEGIN + HOUR);
    expect(world.minutes.every(({ unanswered }) => unanswered === 0)).toBe(true);
  });

  it('to a place that is no load balancer are counted as astray', () => {
    const elsewhere: NameServer = {
      versionAt: () => '1',
      possibleAnswers: () => [{ endpoint: '203.0.113.9', ttlSeconds: 60, share: 1 }],
    };
    const world = makeWorld(elsewhere);
    world.advanceTo(BEGIN + MINUTE);
    expect(world.minutes[0]?.astray).toBeGreaterThan(1000);
  });
});

describe('alarms', () => {
  const states = (world: World) => world.alarms[0]?.history.map(({ to }) => to.state);

  it('stay quiet while the cluster is healthy', () => {
    const world = makeWorld(weights([BEGIN, 1]));
    world.advanceTo(BEGIN + 24 * HOUR);
    expect(states(world)).toEqual(['OK']);
  });

  it('fire because requests failed, a few minutes after they began to', () => {
    const from = BEGIN + 2 * HOUR;
    const world = makeWorld(weights([BEGIN, 0.5]), between(from, from + HOUR, sick(0.2)));
    const transitions = world.advanceTo(BEGIN + 5 * HOUR);
    expect(transitions.map(({ to }) => to.state)).toEqual(['OK', 'ALARM', 'OK']);
    const minutes = ((transitions[1]?.at ?? 0) - from) / MINUTE;
    expect(minutes).toBeGreaterThan(2);
    expect(minutes).toBeLessThan(5);
  });

  it('do not fire for a sick cluster that gets no requests', () => {
    const world = makeWorld(weights([BEGIN, 0]), between(BEGIN, BEGIN + 24 * HOUR, sick(1)));
    world.advanceTo(BEGIN + 24 * HOUR);
    expect(states(world)).toEqual(['OK']);
  });

  it('fire when the load is more than the cluster can bear', () => {
    const half = BEGIN + 4 * HOUR;
    const world = makeWorld(weights([BEGIN, 0.05], [half, 0.5]), (load) => (load > 700 ? sick(0.2) : STEADY));
    const [, fired] = world.advanceTo(BEGIN + 24 * HOUR);
    expect(fired?.to.state).toBe('ALARM');
    expect(fired?.at).toBeGreaterThan(half);
  });
});

describe('time', () => {
  const sickWorld = () =>
    makeWorld(weights([BEGIN, 0.5]), between(BEGIN + 2 * HOUR, BEGIN + 3 * HOUR, sick(0.2)));

  it('is the same world for the same seed, however it is cut into pieces', () => {
    const whole = sickWorld();
    whole.advanceTo(BEGIN + 6 * HOUR);
    const pieces = sickWorld();
    for (let at = BEGIN; at <= BEGIN + 6 * HOUR; at += 37 * MINUTE + 13_000) {
      pieces.lookAhead(at + HOUR);
      pieces.advanceTo(at);
    }
    pieces.advanceTo(BEGIN + 6 * HOUR);
    expect(pieces.minutes).toEqual(whole.minutes);
    expect(pieces.alarms[0]?.history).toEqual(whole.alarms[0]?.history);
  });

  it('is another world for another seed', () => {
    const [one, two] = [1, 2].map((seed) => makeWorld(weights([BEGIN, 0.5]), steady(), seed));
    one?.advanceTo(BEGIN + HOUR);
    two?.advanceTo(BEGIN + HOUR);
    expect(one?.minutes).not.toEqual(two?.minutes);
  });

  it('looking ahead finds the moment at which living on comes to it, and leaves no trace', () => {
    const world = sickWorld();
    world.advanceTo(BEGIN + HOUR);
    const ids = world.metrics.ids().length;
    const found = world.lookAhead(BEGIN + 24 * HOUR);
    expect(
      world.metrics.statistic(world.metrics.ids()[0] as never, 'Sum', BEGIN + HOUR, BEGIN + 24 * HOUR),
    ).toBeUndefined();
    expect(world.metrics.ids().length).toBeGreaterThanOrEqual(ids);
    expect(world.minutes).toHaveLength(60);
    const [next] = world.advanceTo(BEGIN + 24 * HOUR);
    expect(found).toBe(next?.at);
  });

  it('looking ahead finds nothing where nothing changes', () => {
    const world = makeWorld(weights([BEGIN, 0.5]));
    world.advanceTo(BEGIN + HOUR);
    expect(world.lookAhead(BEGIN + 24 * HOUR)).toBeUndefined();
  });
});

it('a platform that fails one name fails its requests alone', () => {
  const world = makeWorld(
    weights([0, 0.5]),
    between(0, BEGIN + 10 * HOUR, failingAs('one-name', 0.2, 'www.shop.test.')),
  );
  world.advanceTo(BEGIN + HOUR);
  const served = world.minutes.map((minute) => minute.served.get('app/cluster/1'));
  const sum = (of: (one: NonNullable<(typeof served)[number]>) => number) =>
    served.reduce((total, one) => total + (one ? of(one) : 0), 0);
  const failed = sum((one) => one.failed) / sum((one) => one.requests);
  expect(failed).toBeGreaterThan(0.35);
  expect(failed).toBeLessThan(0.45);
});
