import { judgeStep } from '../../../../../../lambdas/migration/migrate/judge-soak/judge-step.ts';
import { restoreLegacy } from '../../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { asked } from '../../../../../support/migration/acting.ts';
import { anAlarm } from '../../../../../support/migration/evidence.ts';
import { CLUSTER_ELB, LEGACY_ELB, Shop } from '../../../../../support/migration/shop.ts';

const SOAK_FROM = '2027-03-01T00:12:00Z';
const SOAK_UNTIL = '2027-03-01T01:12:00Z';

async function soaked(step = 0): Promise<Shop> {
  const shop = await Shop.atStep(step);
  shop.traffic.requests.set(CLUSTER_ELB, 500).set(LEGACY_ELB, 9500);
  shop.now = Date.parse('2027-03-01T01:12:00.400Z');
  return shop;
}
const judge = (shop: Shop, extensions = 0, step = 0) =>
  judgeStep({ run: shop.run, step, soakFrom: SOAK_FROM, soakUntil: SOAK_UNTIL, extensions }, shop.world);

describe('JudgeSoak', () => {
  it('passes a step that everything speaks for', async () => {
    const shop = await soaked();
    expect(await judge(shop)).toMatchObject({ verdict: 'pass', last: false, resume: 'NextStep' });
    const until = '2027-03-01T01:12:00.400Z';
    expect(shop.traffic.asked).toEqual([
      { from: SOAK_FROM, until },
      { from: '2027-03-01T00:57:00.400Z', until },
    ]);
  });

  it('is inconclusive with traffic for 14 of 24 h and then none, until it comes again', async () => {
    const shop = await soaked();
    shop.now = Date.parse('2027-03-02T00:12:00Z');
    shop.traffic.stopped.set(CLUSTER_ELB, '2027-03-01T14:12:00Z');
    const { verdict, reasons } = await judge(shop);
    expect(verdict).toBe('inconclusive');
    expect(reasons).toContain(
      'In the last 28 min 48 s the cluster had no request: without any its alarms see nothing.',
    );
    shop.traffic.stopped.clear();
    expect((await judge(shop)).verdict).toBe('pass');
  });

  /** Eight weeks of 10,000 requests an hour: a tenth of a percent up and down. */
  function steadyPast(shop: Shop, lost: number): void {
    shop.traffic.history = ({ from, until }) => {
      const hours = (until - from) / 3_600_000;
      const isPast = from < Date.parse('2027-03-01T00:12:00Z');
      const week = Math.floor((Date.parse('2027-03-07T00:00:00Z') - from) / (7 * 86_400_000));
      const during = hours < 2 ? 1 + 0.001 * (week % 3) : 1;
      return Math.round(hours * 10_000 * during * (isPast ? 1 : 1 - lost));
    };
  }

  it('judges by what legacy lost where a network load balancer counts connections', async () => {
    const shop = await soaked();
    shop.traffic.units.set(CLUSTER_ELB, 'connection');
    steadyPast(shop, 0.05);
    const { verdict, reasons } = await judge(shop);
    expect(verdict).toBe('pass');
    expect(reasons.join('\n')).toMatch(
      /Legacy had [\d,]+ requests, 5\.\d+ % fewer than the [\d,]+ expected from the same hours of 8 weeks/,
    );
    // Without the last minutes, whose datapoints may still be under way.
    const ends = shop.traffic.compared.map(({ until }) => until);
    expect(Math.max(...ends)).toBeLessThanOrEqual(shop.now - 180_000);
    steadyPast(shop, 0);
    expect((await judge(shop)).verdict).toBe('inconclusive');
  });

  it('judges a cluster of addresses by what legacy lost, and never one whose load balancer could not be read', async () => {
    const shop = await soaked();
    steadyPast(shop, 0.05);
    const target = { kind: 'addresses', ipv4: ['203.0.113.9'], ipv6: [] } as const;
    const asked = { run: shop.run, step: 0, soakFrom: SOAK_FROM, soakUntil: SOAK_UNTIL, extensions: 0 };
    const { reasons } = await judgeStep(asked, {
      ...shop.world,
      settings: { ...shop.world.settings, target },
    });
    expect(reasons.join('\n')).toMatch(
      /Nothing counts the cluster's requests .* Legacy lost at least [\d,]+;/,
    );
    const { compared } = shop.traffic;
    // Of nine weeks: the soak, its end, and the day before the migration, which both have in common.
    expect(compared).toHaveLength(9 * 3);
    expect(new Set(compared.map(({ from, until }) => `${from} ${until}`)).size).toBe(9 * 3);
    shop.traffic.requests.delete(CLUSTER_ELB);
    expect((await judge(shop)).verdict).toBe('inconclusive');
    expect(compared).toHaveLength(9 * 3);
  });

  it('compares with no past where no share is required', async () => {
    const shop = await soaked();
    shop.traffic.units.set(CLUSTER_ELB, 'connection');
    const settings = { ...shop.world.settings, soak: { ...shop.world.settings.soak, minimumShareSeen: 0 } };
    const asked = { run: shop.run, step: 0, soakFrom: SOAK_FROM, soakUntil: SOAK_UNTIL, extensions: 0 };
    expect((await judgeStep(asked, { ...shop.world, settings })).verdict).toBe('pass');
    expect(shop.traffic.compared).toEqual([]);
  });

  it('extends a soak to which fewer came than legacy’s own past promises, though the share is as it should be', async () => {
    const shop = await soaked();
    steadyPast(shop, 0.05);
    shop.traffic.requests.set(CLUSTER_ELB, 500).set(LEGACY_ELB, 9500);
    expect(await judge(shop)).toMatchObject({
      verdict: 'pass',
      reasons: expect.arrayContaining([
        expect.stringMatching(/^By the same hours of 8 weeks .* It had 500\.$/),
      ]),
    });
    shop.traffic.requests.set(CLUSTER_ELB, 200).set(LEGACY_ELB, 3800);
    const { verdict, reasons } = await judge(shop);
    expect(verdict).toBe('inconclusive');
    expect(reasons[0]).toMatch(
      /^Fewer requests than expected\. .*At a weight of 5 %, at least 2\.5 % of them must reach the cluster: 203\. It had 200\.$/,
    );
  });

  it('knows the last step', async () => {
    const shop = await soaked(2);
    shop.traffic.requests.set(CLUSTER_ELB, 10_000).set(LEGACY_ELB, 0);
    expect(await judge(shop, 0, 2)).toMatchObject({
      verdict: 'pass',
      last: true,
      resume: 'RetireLegacyRecords',
    });
  });

  it('fails when an alarm fired and recovered within the soak, and only then', async () => {
    const shop = await soaked();
    const fired = { alarm: 'cluster-5xx', from: 'OK', to: 'ALARM', reason: '' } as const;
    shop.alarms.transitions.push({ ...fired, at: '2027-03-01T00:11:59Z' });
    expect((await judge(shop)).verdict).toBe('pass');
    shop.alarms.transitions.push({ ...fired, at: '2027-03-01T00:30:00Z' });
    shop.alarms.transitions.push({ ...fired, from: 'ALARM', to: 'OK', at: '2027-03-01T00:31:00Z' });
    expect((await judge(shop)).verdict).toBe('fail');
  });

  it('fails when an alarm is in ALARM', async () => {
    const shop = await soaked();
    shop.alarms.alarms.splice(0, 1, anAlarm({ state: 'ALARM' }));
    expect((await judge(shop)).verdict).toBe('fail');
  });

  it.each(['describe', 'history'] as const)(
    'is inconclusive when alarms cannot be read (%s)',
    async (method) => {
      const shop = await soaked();
      shop.alarms.failures.set(method, new Error('AccessDenied'));
      const { verdict, reasons } = await judge(shop);
      expect(verdict).toBe('inconclusive');
      expect(reasons.join('\n')).toContain('could not be read: Error: AccessDenied');
    },
  );

  it('is inconclusive when a load balancer is not found, and holds once it was extended enough', async () => {
    const shop = await soaked();
    shop.traffic.requests.delete(CLUSTER_ELB);
    expect(await judge(shop)).toMatchObject({
      verdict: 'inconclusive',
      soakUntil: '2027-03-01T02:12:00.400Z',
    });
    expect(await judge(shop, 3)).toMatchObject({ verdict: 'hold', resume: 'NextStep' });
  });

  it('holds when somebody else put a weight back, and says what and where', async () => {
    const shop = await soaked();
    const group = shop.engine
      .records('Z1SHOP')
      .filter(({ Name, Type }) => Name === 'shop.test.' && Type === 'A');
    const cluster = group.find(({ SetIdentifier }) => SetIdentifier === 'cluster');
    if (!cluster) throw new Error('There is no weighted record of the cluster.');
    shop.write('UPSERT', { ...cluster, Weight: 50 });
    const { verdict, resume, reasons } = await judge(shop);
    expect({ verdict, resume }).toEqual({ verdict: 'hold', resume: 'ShiftWeight' });
    expect(reasons[0]).toMatch(
      /^Zone shop\.test\. was changed by somebody else: .*shop\.test has .*weight 50/,
    );
  });

  it('holds when the fence was taken away', async () => {
    const shop = await soaked();
    shop.write('DELETE', shop.record('_cutover-shop.shop.test.', 'TXT'));
    expect(await judge(shop)).toMatchObject({ verdict: 'hold', resume: 'ShiftWeight' });
  });

  it('has no say after a rollback', async () => {
    const shop = await soaked();
    await restoreLegacy(asked(shop), shop.world);
    await expect(judge(shop)).rejects.toMatchObject({ name: 'FenceLost' });
  });

  it('refuses a step that is not deployed', async () => {
    await expect(judge(await soaked(), 0, 3)).rejects.toMatchObject({ name: 'InvalidInput' });
  });
});
