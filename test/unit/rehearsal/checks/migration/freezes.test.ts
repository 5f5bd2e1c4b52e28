import type {
  FreezeSettings,
  FreezeWindow,
} from '../../../../../lambdas/migration/contract/freeze-settings.ts';
import { runChecks } from '../../../../../rehearsal/checks/check.ts';
import type { MigrationCheck } from '../../../../../rehearsal/checks/migration/evidence.ts';
import {
  nothingBeginsIn,
  somethingBeginsAfter,
  windowsAt,
} from '../../../../../rehearsal/checks/migration/freezes.ts';
import { CDN_ZONE } from '../../../../support/shop.ts';
import { fence, type SomeShop, someShop } from './some-evidence.ts';

const weekly = (from: string, until: string): FreezeWindow => ({ kind: 'weekly', from, until, why: '' });
const inUtc = (...windows: readonly FreezeWindow[]): FreezeSettings => ({ timeZone: 'UTC', windows });

describe('a wall clock', () => {
  it.each<[now: string, timeZone: string, window: FreezeWindow, isIn: boolean]>([
    ['2027-03-05T15:59:00Z', 'UTC', weekly('Fri 16:00', 'Mon 08:00'), false],
    ['2027-03-05T16:00:00Z', 'UTC', weekly('Fri 16:00', 'Mon 08:00'), true],
    ['2027-03-08T07:59:00Z', 'UTC', weekly('Fri 16:00', 'Mon 08:00'), true],
    ['2027-03-08T08:00:00Z', 'UTC', weekly('Fri 16:00', 'Mon 08:00'), false],
    ['2027-03-05T15:30:00Z', 'Asia/Tokyo', weekly('Sat 00:00', 'Sun 00:00'), true],
    [
      '2027-01-01T04:00:00Z',
      'America/New_York',
      { kind: 'once', from: '2026-12-31 22:00', until: '2026-12-31 23:30', why: '' },
      true,
    ],
  ])('at %s in %s, %j: %s', (now, timeZone, window, isIn) => {
    expect(windowsAt(Date.parse(now), { timeZone, windows: [window] }).length > 0).toBe(isIn);
  });
});

describe('the checks of freezes', () => {
  // The shop's first change is on Monday 2027-01-04 at 08:00, each other one a minute later.
  let shop: SomeShop;
  beforeEach(async () => {
    shop = await someShop();
  });
  afterEach(() => shop.close());

  const steps = (...weights: readonly number[]) =>
    weights.forEach((weight, i) => {
      const says = (percent: number) => fence(`phase=shift,weight=${percent}`);
      shop.change(
        ...weights.slice(i - 1, i).map((before) => ({ Action: 'DELETE', ResourceRecordSet: says(before) })),
        { Action: 'CREATE', ResourceRecordSet: says(weight) },
      );
    });
  const contradictionsOf = async (check: MigrationCheck) =>
    ((await runChecks([check], shop.evidence()))[0]?.contradictions ?? []).filter(
      (text) => !text.startsWith(CDN_ZONE),
    );

  it('see a step in a freeze, and none that adopts the records or is on its way when one begins', async () => {
    steps(0, 5);
    expect(await contradictionsOf(nothingBeginsIn(inUtc(weekly('Mon 07:00', 'Mon 09:00'))))).toEqual([
      expect.stringContaining('2027-01-04T08:01:00.000Z, in Mon 07:00 to Mon 09:00'),
    ]);
    expect(await contradictionsOf(nothingBeginsIn(inUtc(weekly('Mon 08:01', 'Mon 09:00'))))).toEqual([]);
    expect(await contradictionsOf(nothingBeginsIn(inUtc(weekly('Mon 07:00', 'Mon 08:01'))))).toEqual([]);
  });

  it('see whether a step was made right after a freeze', async () => {
    steps(0, 5);
    const endsAt = (until: string) => somethingBeginsAfter(inUtc(weekly('Mon 07:00', until)));
    expect(await contradictionsOf(endsAt('Mon 08:00'))).toEqual([]);
    for (const until of ['Mon 07:30', 'Mon 08:30'])
      expect(await contradictionsOf(endsAt(until))).toEqual([expect.stringContaining('08:01:00')]);
  });
});
