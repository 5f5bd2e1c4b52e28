import { judgeTimedOutHold } from '../../../../../../lambdas/migration/migrate/judge-time-out/judge-timed-out-hold.ts';
import { aPool, hosts } from '../../../../../support/migration/legacy.ts';
import { Shop } from '../../../../../support/migration/shop.ts';

describe('JudgeTimeOut', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await Shop.atStep(1);
  });
  const judge = (...held: string[]) =>
    judgeTimedOutHold({ run: shop.run, held, state: 'JudgeSoak', oneWay: false }, shop.world);

  it('lets the time-out roll back to a legacy that can take all the traffic', async () => {
    expect(await judge()).toMatchObject({ verdict: 'pass', legacy: [] });
  });

  it.each<[string, () => void]>([
    ['is too small', () => Object.assign(shop.legacy, { pools: [aPool({ hosts: hosts(2) })] })],
    ['is unknown', () => Object.assign(shop.legacy, { pools: undefined })],
    ['can not be read', () => Object.assign(shop.legacy, { loads: new Error('AccessDenied') })],
  ])('never rolls back to one that %s', async (_what, spoil) => {
    spoil();
    const { verdict, reasons, legacy } = await judge();
    expect({ verdict, reasons }).toEqual({ verdict: 'hold', reasons: legacy });
    expect(legacy).toHaveLength(1);
  });

  it('never rolls back since the one-way step has begun', async () => {
    const verdict = await judgeTimedOutHold(
      { run: shop.run, held: [], state: 'JudgeSoak', oneWay: true },
      shop.world,
    );
    expect(verdict).toEqual({
      verdict: 'hold',
      reasons: ['The one-way step has begun: only a person rolls back.'],
      legacy: [],
    });
  });

  it('never rolls back because of legacy itself, when that is well again', async () => {
    const { verdict, legacy } = await judge('Legacy x (legacy-too-small): 2 healthy hosts now.');
    expect(verdict).toBe('hold');
    expect(legacy).toEqual([expect.stringMatching(/can take all the traffic back again/)]);
    expect((await judge(...legacy)).verdict).toBe('hold');
  });
});
