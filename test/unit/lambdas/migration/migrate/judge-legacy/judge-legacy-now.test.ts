import { judgeLegacyNow } from '../../../../../../lambdas/migration/migrate/judge-legacy/judge-legacy-now.ts';
import { shiftWeight } from '../../../../../../lambdas/migration/swap/move-records.ts';
import { aPool, hosts } from '../../../../../support/migration/legacy.ts';
import { LEGACY_ELB, Shop } from '../../../../../support/migration/shop.ts';

const SMALL = [aPool({ hosts: hosts(2) })];
const TOO_SMALL = expect.stringMatching(
  /^Legacy legacy-shop.* \(legacy-too-small\): 2 healthy hosts now, of 6/,
);

describe('JudgeLegacy', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await Shop.atStep(0);
  });
  const judge = (next: 'ShiftWeight' | 'RetireLegacyRecords' = 'ShiftWeight', world = shop.world) =>
    judgeLegacyNow({ run: shop.run, next }, world);

  it('lets the next step be made while legacy can take all the traffic back', async () => {
    expect(await judge()).toEqual({
      verdict: 'pass',
      reasons: ['Legacy can take all the traffic back.'],
      legacy: [],
      frozenUntil: '',
    });
  });

  it('waits for the end of a freeze, and judges then', async () => {
    const freeze = {
      timeZone: 'UTC',
      windows: [{ kind: 'weekly', from: 'Mon 00:00', until: 'Sun 00:00', why: 'sale' }] as const,
    };
    const settings = { ...shop.settings, freeze };
    shop.legacy.pools = SMALL;
    expect(await judge('RetireLegacyRecords', { ...shop.world, settings })).toEqual({
      verdict: 'frozen',
      reasons: [
        "Legacy's records are not retired yet: the migration is frozen until 2027-03-07T00:00:00Z (Mon 00:00 to Sun 00:00, UTC: sale).",
      ],
      legacy: [],
      frozenUntil: '2027-03-07T00:00:00Z',
    });
    shop.now = Date.parse('2027-03-07T00:00:00Z');
    expect(await judge('RetireLegacyRecords', { ...shop.world, settings })).toMatchObject({
      verdict: 'hold',
    });
  });

  it('goes by what legacy carried before its records began to move', async () => {
    shop.now += 20 * 86_400_000;
    const { legacy } = shop.world;
    const windows = jest.spyOn(legacy.hostLoads, 'hourly');
    await judge();
    expect(windows.mock.calls[0]?.slice(1)).toEqual(['2027-02-15T00:00:00.000Z', '2027-03-01T00:00:00.000Z']);
  });

  it('holds if it is too small, before the records are retired too', async () => {
    shop.legacy.pools = SMALL;
    expect(await judge()).toEqual({
      verdict: 'hold',
      reasons: [expect.stringMatching(/^The next step waits/), TOO_SMALL],
      legacy: [TOO_SMALL],
      frozenUntil: '',
    });
    const { reasons } = await judge('RetireLegacyRecords');
    expect(reasons).toEqual([expect.stringMatching(/^Legacy's records are not retired/), TOO_SMALL]);
  });

  it('holds if nothing can be read', async () => {
    shop.legacy.pools = new Error('AccessDenied');
    expect(await judge()).toMatchObject({
      verdict: 'hold',
      legacy: [expect.stringContaining('AccessDenied')],
    });
  });

  it('holds for what is unknown, unless somebody has accepted that by then', async () => {
    shop.legacy.loads = [];
    const accepted = (until: string) => ({
      ...shop.world,
      settings: {
        ...shop.settings,
        acceptances: [{ id: 'legacy-load-unknown', subject: LEGACY_ELB, reason: 'new', until } as const],
      },
    });
    expect(await judge()).toMatchObject({ verdict: 'hold' });
    expect(await judge('ShiftWeight', accepted('2027-02-28'))).toMatchObject({ verdict: 'hold' });
    expect(await judge('ShiftWeight', accepted('2027-03-01'))).toMatchObject({ verdict: 'pass' });
  });

  it('judges for a run that continues a stopped one, which has not taken over its journal yet', async () => {
    const run = { ...shop.run, name: 'run-2' };
    const asked = { run, continues: shop.run.name, next: 'ShiftWeight' } as const;
    expect(await judgeLegacyNow(asked, shop.world)).toMatchObject({ verdict: 'pass' });
    await shiftWeight({ run, step: 0, continues: shop.run.name }, shop.world);
    expect(await judgeLegacyNow(asked, shop.world)).toMatchObject({ verdict: 'pass' });
    await shop.world.journal.endRun('run-2', 'restored', '2027-03-01T01:00:00Z');
    await expect(judgeLegacyNow(asked, shop.world)).rejects.toMatchObject({ name: 'FenceLost' });
  });

  it('has no say any more once the run was rolled back', async () => {
    const other = { ...shop.run, name: 'run-2' };
    await expect(judgeLegacyNow({ run: other, next: 'ShiftWeight' }, shop.world)).rejects.toMatchObject({
      name: 'FenceLost',
    });
  });
});
