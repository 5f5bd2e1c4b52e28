import { longestFrozen } from '../../../../../lib/migration/config/freeze.ts';
import { fullest, problemsOf, resolve, smallest, warningsOf } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const WINDOW = ['freeze', 'windows', 0];
const HOURS = 3_600;

const frozenBy = (...windows: readonly (readonly [from: string, until: string])[]) => ({
  ...smallest(),
  freeze: { timeZone: 'UTC', windows: windows.map(([from, until]) => ({ from, until })) },
});

describe('freezes', () => {
  afterEach(() => jest.restoreAllMocks());

  itRefuses([
    ...['CEST', 'Berlin', '+25:00'].map((value) => ({
      wrong: `the time zone ${value}`,
      put: ['freeze', 'timeZone'],
      value,
      expects: 'a time zone as IANA names it',
      advises: "'Europe/Berlin'",
    })),
    {
      wrong: 'no window',
      put: ['freeze', 'windows'],
      value: [],
      expects: '1 to 100',
      advises: "'Fri 16:00'",
    },
    ...['Friday 16:00', 'Fri 24:00', 'Fri 4:00', '2026-02-30 12:00', '2026-12-18', '16:00', 5].map(
      (value) => ({
        wrong: `the time ${value}`,
        put: [...WINDOW, 'from'],
        value,
        expects: "a time of each week, 'Fri 16:00', or of one day, '2026-12-18 12:00'",
        advises: "'Fri 16:00'",
      }),
    ),
    {
      wrong: 'a Date',
      put: [...WINDOW, 'from'],
      value: new Date(0),
      shows: 'a Date',
      expects: 'a time of each week',
      advises: "'Fri 16:00'",
    },
    {
      wrong: 'one form and the other',
      put: [...WINDOW, 'until'],
      value: '2027-01-04 08:00',
      expects: 'in the same form as `from`',
      advises: "'Mon 08:00'",
    },
    {
      wrong: 'a window of each week without length',
      put: [...WINDOW, 'until'],
      value: 'Fri 16:00',
      expects: 'another time than `from`',
      advises: "'Mon 08:00'",
    },
    {
      wrong: 'a window that ends before it begins',
      put: ['freeze', 'windows', 1, 'until'],
      value: '2026-12-18 12:00',
      expects: 'a time after 2026-12-18 12:00',
      advises: 'a later time',
    },
    {
      wrong: 'a reason that is none',
      put: [...WINDOW, 'why'],
      value: 5,
      expects: 'why it is frozen',
      advises: 'weekend',
    },
  ]);

  it('are windows of each week and of once, with a reason or without', () => {
    expect(resolve(fullest()).settings.freeze).toEqual({
      timeZone: 'Europe/Berlin',
      windows: [
        { kind: 'weekly', from: 'Fri 16:00', until: 'Mon 08:00', why: 'no changes at the weekend' },
        { kind: 'once', from: '2026-12-18 12:00', until: '2027-01-04 08:00', why: '' },
      ],
    });
  });

  it('warn of a window in the past, by the clock of its time zone', () => {
    const freeze = {
      timeZone: 'Asia/Tokyo',
      windows: [
        { from: 'Fri 16:00', until: 'Mon 08:00' },
        { from: '2026-02-01 00:00', until: '2026-03-01 09:00' },
      ],
    };
    const warned = (now: string) => {
      jest.spyOn(Date, 'now').mockReturnValue(Date.parse(now));
      return warningsOf({ ...smallest(), freeze });
    };
    expect(warned('2026-02-28T23:59:00Z').join()).not.toContain('freeze-over');
    expect(warned('2026-03-01T00:00:00Z')).toContain('freeze-over freeze.windows[1]');
  });

  it.each<[windows: [string, string][], weekly: number]>([
    [[['Fri 16:00', 'Mon 08:00']], 64],
    [
      [
        ['Fri 16:00', 'Sat 00:00'],
        ['Sat 00:00', 'Mon 08:00'],
      ],
      64,
    ],
    [
      [
        ['Sun 00:00', 'Tue 00:00'],
        ['Mon 12:00', 'Wed 00:00'],
        ['Thu 00:00', 'Thu 12:00'],
      ],
      72,
    ],
    [[['Mon 00:00', 'Sun 23:59']], 168 - 1 / 60],
    [[['2026-12-18 12:00', '2026-12-19 12:00']], 0],
  ])('of each week last at most as long as they go on without a gap: %j', (windows, weekly) => {
    const { freeze } = resolve(frozenBy(...windows)).settings;
    const most = (times: number) => (freeze ? longestFrozen(freeze, times) : Number.NaN);
    expect(most(3) - most(2)).toBeCloseTo(weekly * HOURS);
  });

  it('delay by two weekends at once where a week between them is frozen', () => {
    const { freeze } = resolve(
      frozenBy(['Fri 16:00', 'Mon 08:00'], ['2099-01-05 08:00', '2099-01-09 16:00']),
    ).settings;
    expect(freeze && longestFrozen(freeze, 1)).toBe((64 + 104 + 64) * HOURS);
  });

  it.each<[windows: [string, string][]]>([
    [
      [
        ['Mon 00:00', 'Fri 00:00'],
        ['Fri 00:00', 'Mon 00:00'],
      ],
    ],
    [
      [
        ['Mon 00:00', 'Thu 00:00'],
        ['Wed 00:00', 'Sat 00:00'],
        ['Fri 00:00', 'Tue 00:00'],
      ],
    ],
  ])('must leave some of each week free: %j', (windows) => {
    expect(problemsOf(frozenBy(...windows))).toMatchObject([
      { path: 'freeze.windows', expected: expect.stringContaining('no step ever begins') },
    ]);
  });
});
