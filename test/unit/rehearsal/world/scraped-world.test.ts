import type { LoadBalancer } from '../../../../rehearsal/world/load-balancer.ts';
import { STEADY } from '../../../../rehearsal/world/load-balancer.ts';
import { MINUTE } from '../../../../rehearsal/world/minutes.ts';
import { scrapersOf } from '../../../../rehearsal/world/scraped.ts';
import { World } from '../../../../rehearsal/world/world.ts';

const BEGIN = Date.UTC(2026, 10, 23, 4, 0);
const CLUSTER: LoadBalancer = {
  id: 'app/cluster/1',
  family: 'application',
  dnsName: 'cluster.',
  ipv4: [],
  ipv6: [],
  zones: ['us-west-1a'],
  hosts: () => [],
  health: () => ({ ...STEADY, failing: 0.1 }),
  scrapedBy: scrapersOf('cluster'),
};

it('a Prometheus has what came to a side, of what was lived alone, and CloudWatch has nothing of it', () => {
  const world = new World({
    seed: 1,
    begin: BEGIN,
    resolvers: 20,
    names: [{ name: 'shop.test.', popularity: 1 }],
    traffic: { requestsPerMinute: 3000, swing: 0.5, busiestHour: 19 },
    loadBalancers: [CLUSTER],
    alarms: [],
    nameServer: {
      versionAt: () => '',
      possibleAnswers: () => [{ endpoint: 'cluster.', ttlSeconds: 60, share: 1 }],
    },
  });
  const [requests, errors] = scrapersOf('cluster').map(({ metric }) => metric);
  const scraped = () =>
    [requests, errors].map((each) =>
      each ? world.scraped.statistic(each, 'Sum', BEGIN, BEGIN + 30 * MINUTE) : undefined,
    );
  world.advanceTo(BEGIN + 5 * MINUTE);
  const five = scraped();
  const served = world.minutes.map((minute) => minute.served.get(CLUSTER.id));
  expect(five).toEqual([
    served.reduce((sum, each) => sum + (each?.requests ?? 0), 0),
    served.reduce((sum, each) => sum + (each?.failed ?? 0), 0),
  ]);
  world.tryOut(() => world.advanceTo(BEGIN + 20 * MINUTE));
  expect(scraped()).toEqual(five);
  expect(world.metrics.ids().map(({ namespace }) => namespace)).not.toContain('Prometheus');
});
