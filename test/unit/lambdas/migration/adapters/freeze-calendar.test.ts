import { freezesFrom } from '../../../../../lambdas/migration/adapters/freeze-calendar.ts';
import type { FreezeWindow } from '../../../../../lambdas/migration/contract/freeze-settings.ts';
import { thawedFrom } from '../../../../../lambdas/migration/domain/freeze.ts';
import { instant } from '../../../../../lambdas/shared/domain/time.ts';

const weekly = (from: string, until: string): FreezeWindow => ({ kind: 'weekly', from, until, why: '' });
const once = (from: string, until: string): FreezeWindow => ({ kind: 'once', from, until, why: '' });

/** When what is asked at `now` may begin. */
const thaws = (now: string, timeZone: string, ...windows: readonly FreezeWindow[]) => {
  const at = Date.parse(now);
  return instant(thawedFrom(freezesFrom({ timeZone, windows }, at), at));
};

describe('the calendar of freezes', () => {
  it.each<[what: string, now: string, timeZone: string, windows: readonly FreezeWindow[], thaws: string]>([
    [
      'a weekend that began last week',
      '2027-03-01T03:00:00Z',
      'UTC',
      [weekly('Fri 16:00', 'Mon 08:00')],
      '2027-03-01T08:00:00Z',
    ],
    [
      'a weekend of this week',
      '2027-03-06T03:00:00Z',
      'UTC',
      [weekly('Fri 16:00', 'Mon 08:00')],
      '2027-03-08T08:00:00Z',
    ],
    ['no weekend', '2027-03-03T03:00:00Z', 'UTC', [weekly('Fri 16:00', 'Mon 08:00')], '2027-03-03T03:00:00Z'],
    [
      "a weekend by Tokyo's clocks, where it is Saturday already",
      '2027-03-05T15:30:00Z',
      'Asia/Tokyo',
      [weekly('Sat 00:00', 'Mon 00:00')],
      '2027-03-07T15:00:00Z',
    ],
    [
      'a weekend in which the clocks are put forward',
      '2027-03-28T00:30:00Z',
      'Europe/Berlin',
      [weekly('Sat 00:00', 'Mon 08:00')],
      '2027-03-29T06:00:00Z',
    ],
    [
      'an end in the hour that the clocks leave out',
      '2027-03-28T00:30:00Z',
      'Europe/Berlin',
      [weekly('Sat 00:00', 'Sun 02:30')],
      '2027-03-28T01:30:00Z',
    ],
    [
      'an end in the hour that the clocks repeat',
      '2027-10-31T00:10:00Z',
      'Europe/Berlin',
      [weekly('Sat 00:00', 'Sun 02:30')],
      '2027-10-31T00:30:00Z',
    ],
    [
      'one window, then a weekend that follows',
      '2026-12-30T00:00:00Z',
      'America/New_York',
      [once('2026-12-18 12:00', '2027-01-01 16:00'), weekly('Fri 16:00', 'Mon 08:00')],
      '2027-01-04T13:00:00Z',
    ],
    [
      'one window that is over',
      '2027-02-01T00:00:00Z',
      'UTC',
      [once('2026-12-18 12:00', '2027-01-01 16:00')],
      '2027-02-01T00:00:00Z',
    ],
  ])('knows %s', (_what, now, timeZone, windows, expected) => {
    expect(thaws(now, timeZone, ...windows)).toBe(expected);
  });

  it('has windows of each week for as long as a run may last', () => {
    const at = Date.parse('2027-03-01T00:00:00Z');
    const freezes = freezesFrom({ timeZone: 'UTC', windows: [weekly('Tue 00:00', 'Mon 23:59')] }, at);
    expect(freezes.at(-1)?.until).toBeGreaterThan(at + 366 * 86_400_000);
  });

  it('knows none where none is configured', () => {
    expect(freezesFrom(undefined, 0)).toEqual([]);
  });
});
