import { Route53Engine } from '../../../../rehearsal/route53/index.ts';
import { ZoneTimeline } from '../../../../rehearsal/world/zone-timeline.ts';

const alias = (name: string, type: string, balancer: string) => ({
  Name: name,
  Type: type,
  AliasTarget: {
    HostedZoneId: 'Z368ELLRRE2KJ0',
    DNSName: `${balancer}.us-west-1.elb.amazonaws.com.`,
    EvaluateTargetHealth: false,
  },
});
const weighted = (balancer: string, Weight: number) => ({
  ...alias('shop.test.', 'A', balancer),
  ...(balancer === 'legacy' && { HealthCheckId: 'h1' }),
  SetIdentifier: balancer,
  Weight,
});

function setUp() {
  let now = 1_000_000;
  const engine = new Route53Engine({
    now: () => now,
    throttle: false,
    propagation: { minMs: 30_000, maxMs: 30_000 },
  });
  const zoneId = engine.addZone({
    id: 'Z1',
    name: 'shop.test',
    records: [
      alias('shop.test.', 'A', 'legacy'),
      alias('*.apps.shop.test.', 'A', 'legacy'),
      { Name: 'img.shop.test', Type: 'CNAME', TTL: 300, ResourceRecords: [{ Value: 'Legacy.elb.test' }] },
      { Name: 'blog.shop.test', Type: 'CNAME', TTL: 30, ResourceRecords: [{ Value: 'shop.test' }] },
      {
        Name: 'two.shop.test',
        Type: 'AAAA',
        TTL: 30,
        ResourceRecords: [{ Value: '2001:db8::1' }, { Value: '2001:db8::2' }],
      },
    ],
  }).id;
  engine.healthChecks.add('h1');
  const names = [
    'shop.test.',
    'basket.apps.shop.test.',
    'img.shop.test.',
    'blog.shop.test.',
    'two.shop.test.',
  ];
  const timeline = new ZoneTimeline(engine, [zoneId], names);
  const shift = (cluster: number) =>
    engine.changeResourceRecordSets(zoneId, {
      Changes: [
        ...engine
          .records(zoneId)
          .filter(({ Name, Type }) => Name === 'shop.test.' && Type === 'A')
          .map((ResourceRecordSet) => ({ Action: 'DELETE', ResourceRecordSet })),
        { Action: 'CREATE', ResourceRecordSet: weighted('legacy', 100 - cluster) },
        { Action: 'CREATE', ResourceRecordSet: weighted('cluster', cluster) },
      ],
    });
  return { engine, timeline, shift, at: () => now, go: (to: number) => (now = to) };
}

const LEGACY = 'legacy.us-west-1.elb.amazonaws.com.';

describe('what resolvers may get', () => {
  it('is an alias target with the TTL of load balancers', () => {
    const { timeline, at } = setUp();
    expect(timeline.possibleAnswers('shop.test.', 'A', at())).toEqual([
      { endpoint: LEGACY, ttlSeconds: 60, share: 1 },
    ]);
    expect(timeline.possibleAnswers('shop.test.', 'AAAA', at())).toEqual([]);
  });

  it('is the wildcard where the name itself does not exist', () => {
    const { timeline, at } = setUp();
    expect(timeline.possibleAnswers('basket.apps.shop.test.', 'A', at())).toHaveLength(1);
  });

  it('is a CNAME for either family, with its own TTL', () => {
    const { timeline, at } = setUp();
    for (const family of ['A', 'AAAA'] as const) {
      expect(timeline.possibleAnswers('img.shop.test.', family, at())).toEqual([
        { endpoint: 'legacy.elb.test.', ttlSeconds: 300, share: 1 },
      ]);
    }
  });

  it('is what a CNAME within the zone leads to, held for both TTLs, at its shares', () => {
    const { timeline, shift, at, go } = setUp();
    const possible = () => timeline.possibleAnswers('blog.shop.test.', 'A', at());
    expect(possible()).toEqual([{ endpoint: LEGACY, ttlSeconds: 90, share: 1 }]);
    shift(25);
    go(at() + 30_000);
    expect(possible().map(({ ttlSeconds, share }) => [ttlSeconds, share])).toEqual([
      [90, 0.25],
      [90, 0.75],
    ]);
  });

  it('is one of several addresses, equally often', () => {
    const { timeline, at } = setUp();
    const answers = timeline.possibleAnswers('two.shop.test.', 'AAAA', at());
    expect(answers.map(({ share }) => share)).toEqual([0.5, 0.5]);
  });

  it('refuses a name that no client asks for', () => {
    const { timeline, at } = setUp();
    expect(() => timeline.possibleAnswers('other.test.', 'A', at())).toThrow('other.test.');
  });
});

describe('over time', () => {
  it('a change is seen when it has propagated, also by who looks ahead', () => {
    const { timeline, shift, at } = setUp();
    shift(25);
    const shares = (when: number) =>
      Object.fromEntries(
        timeline.possibleAnswers('shop.test.', 'A', when).map((a) => [a.endpoint.split('.')[0], a.share]),
      );
    expect(shares(at() + 29_999)).toEqual({ legacy: 1 });
    expect(shares(at() + 30_000)).toEqual({ legacy: 0.75, cluster: 0.25 });
    expect(timeline.versionAt(at() + 29_999)).not.toBe(timeline.versionAt(at() + 30_000));
  });

  it('health is seen at once, in what is served and in what is on its way, and not in what was served', () => {
    const { engine, timeline, shift, at, go } = setUp();
    const shares = (when: number) =>
      Object.fromEntries(
        timeline.possibleAnswers('shop.test.', 'A', when).map((a) => [a.endpoint.split('.')[0], a.share]),
      );
    const first = at();
    shift(20);
    go(first + 40_000);
    shift(40);
    go(first + 50_000);
    engine.healthChecks.setHealthy('h1', false);
    expect(shares(first)).toEqual({ legacy: 1 });
    expect(shares(first + 49_999)).toEqual({ legacy: 0.8, cluster: 0.2 });
    expect(shares(first + 50_000)).toEqual({ cluster: 1 });
    expect(shares(first + 70_000)).toEqual({ cluster: 1 });
    expect(timeline.versionAt(first + 49_999)).not.toBe(timeline.versionAt(first + 50_000));
    go(first + 60_000);
    engine.healthChecks.setHealthy('h1', true);
    expect(shares(first + 60_000)).toEqual({ legacy: 0.8, cluster: 0.2 });
    expect(shares(first + 70_000)).toEqual({ legacy: 0.6, cluster: 0.4 });
    shift(60);
    expect(shares(first + 90_000)).toEqual({ legacy: 0.4, cluster: 0.6 });
  });

  it('what was served once can still be asked after later changes', () => {
    const { timeline, shift, at, go } = setUp();
    const first = at();
    shift(25);
    go(first + 60_000);
    shift(100);
    expect(timeline.possibleAnswers('shop.test.', 'A', first + 60_000)).toHaveLength(2);
    expect(timeline.possibleAnswers('shop.test.', 'A', first + 120_000)).toHaveLength(1);
    expect(timeline.possibleAnswers('shop.test.', 'A', first)).toHaveLength(1);
  });
});
