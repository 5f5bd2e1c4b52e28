import { judgeStep } from '../../../../../../lambdas/migration/migrate/judge-soak/judge-step.ts';
import { measureDrain } from '../../../../../../lambdas/migration/migrate/measure-legacy-traffic/measure-drain.ts';
import { later } from '../../../../../../lambdas/shared/domain/time.ts';
import { FixedSeries } from '../../../../../fakes/migration/fixed-series.ts';
import { FixedTraffic } from '../../../../../fakes/migration/fixed-traffic.ts';
import { MemoryAlarms } from '../../../../../fakes/migration/memory-alarms.ts';
import { begin } from '../../../../../support/migration/acting.ts';
import { aComposite, anAlarm } from '../../../../../support/migration/evidence.ts';
import { legacyPorts } from '../../../../../support/migration/legacy.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';
import { CLUSTER_ELB, LEGACY_ELB } from '../../../../../support/migration/shop.ts';
import { SHOP_ZONES } from '../../../../../support/migration/shop-zones.ts';
import { zonesWorld } from '../../../../../support/migration/zones-world.ts';

const OTHER_ELB = 'legacy-cdn-2222222222.us-west-1.elb.amazonaws.com';
const ALARMS = ['cluster-5xx', 'cluster-latency'];

/** Two zones, two load balancers of legacy, two alarms, after as many states of a migration. */
async function shopOfTwo(states: number) {
  const shape = someSettings();
  const zones = shape.zones.map((zone) => ({ ...zone, records: zone.records.slice(0, 1) }));
  const alarms = ALARMS.map((name) => ({ name, arn: anAlarm({ name }).arn, allowInsufficientData: false }));
  const seeds = JSON.parse(
    JSON.stringify(SHOP_ZONES).replace(`"Value":"${LEGACY_ELB}"`, `"Value":"${OTHER_ELB}"`),
  );
  const world = zonesWorld(someSettings({ zones, alarms }), seeds);
  const run = world.run('run-1');
  await begin(world, run, states);
  const from = new Date(world.clock.now()).toISOString();
  world.pass(2 * 86_400);
  const evidence = {
    ...world,
    alarms: new MemoryAlarms(),
    traffic: new FixedTraffic(),
    series: new FixedSeries(),
    legacy: legacyPorts(),
  };
  evidence.alarms.alarms.push(...ALARMS.map((name) => anAlarm({ name })));
  evidence.traffic.requests.set(CLUSTER_ELB, 500).set(LEGACY_ELB, 3).set(OTHER_ELB, 3);
  return { world: evidence, run, from };
}
type ShopOfTwo = Awaited<ReturnType<typeof shopOfTwo>>;

const JUDGES: readonly [
  string,
  number,
  (shop: ShopOfTwo) => Promise<{ verdict: string; reasons: readonly string[] }>,
][] = [
  [
    'JudgeSoak',
    3,
    ({ world, run, from }) =>
      judgeStep({ run, step: 0, soakFrom: from, soakUntil: later(from, 3600), extensions: 0 }, world),
  ],
  ['MeasureLegacyTraffic', 6, ({ world, run, from }) => measureDrain({ run, retiredAt: from }, world)],
];

describe.each(JUDGES)('%s looks at all that there is', (_state, states, judge) => {
  let shop: ShopOfTwo;
  beforeEach(async () => {
    shop = await shopOfTwo(states);
  });

  it('and passes when all of it is good', async () => {
    expect(await judge(shop)).toMatchObject({ verdict: 'pass' });
  });

  it.each(ALARMS)('also at %s, which fired and recovered', async (alarm) => {
    const { alarms } = shop.world;
    alarms.transitions.push({ alarm, at: later(shop.from, 60), from: 'OK', to: 'ALARM', reason: '' });
    expect(await judge(shop)).toMatchObject({ verdict: 'fail' });
  });

  it.each(ALARMS)('also at %s, which nobody can find', async (name) => {
    const { alarms } = shop.world.alarms;
    alarms.splice(0, 2, ...ALARMS.filter((other) => other !== name).map((other) => anAlarm({ name: other })));
    expect(await judge(shop)).toMatchObject({ verdict: 'inconclusive' });
  });

  it.each(ALARMS)('also beside %s, whose description nobody can read', async (name) => {
    const { alarms } = shop.world;
    alarms.unreadable.set(name, 'StateValue is FINE');
    const { verdict, reasons } = await judge(shop);
    expect(verdict).toBe('inconclusive');
    expect(reasons.filter((reason) => reason.includes('could not be read'))).toHaveLength(1);
    const other = ALARMS.find((each) => each !== name) ?? '';
    alarms.transitions.push({ alarm: other, at: later(shop.from, 60), from: 'OK', to: 'ALARM', reason: '' });
    expect(await judge(shop)).toMatchObject({ verdict: 'fail' });
  });

  it('also at what a composite alarm rests on', async () => {
    const { alarms } = shop.world.alarms;
    alarms.splice(0, 1, aComposite({ name: 'cluster-5xx', rule: 'AT_LEAST(1, ALARM, (b))' }));
    expect(await judge(shop)).toMatchObject({ verdict: 'inconclusive' });
    alarms.push(anAlarm({ name: 'b' }));
    expect(await judge(shop)).toMatchObject({ verdict: 'pass' });
  });

  it.each(['Z1SHOP', 'Z2CDN'])('also at zone %s, which somebody else wrote', async (zoneId) => {
    const { engine } = shop.world;
    const fence = engine.records(zoneId).find(({ Type }) => Type === 'TXT');
    engine.changeResourceRecordSets(zoneId, {
      Changes: [{ Action: 'DELETE', ...(fence && { ResourceRecordSet: fence }) }],
    });
    expect(await judge(shop)).toMatchObject({ verdict: 'hold' });
  });

  it.each([LEGACY_ELB, OTHER_ELB])('also at %s, whose requests are not known', async (dnsName) => {
    shop.world.traffic.requests.delete(dnsName);
    const { verdict, reasons } = await judge(shop);
    expect(verdict).toBe('inconclusive');
    expect(reasons.join('\n')).toContain(dnsName);
  });

  it('up to this very moment', async () => {
    const { alarms, clock } = shop.world;
    const at = new Date(clock.now()).toISOString();
    alarms.transitions.push({ alarm: 'cluster-5xx', at, from: 'OK', to: 'ALARM', reason: '' });
    expect(await judge(shop)).toMatchObject({ verdict: 'fail' });
  });
});
