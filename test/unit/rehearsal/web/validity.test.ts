import { validityFor } from '../../../../rehearsal/web/validity.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2027, 0, 4);

describe.each([
  ['ahead of the rehearsal', NOW + 40 * DAY],
  ['behind it', NOW - 40 * DAY],
  ['with it', NOW],
])('Of a certificate, on a machine whose clock is %s', (_what, machine) => {
  /** By the clock, whether it is good. */
  const isGood = (from: number, until: number, clock: number) => {
    const days = validityFor({ from, until }, NOW, machine);
    return machine + days.from * DAY <= clock && clock < machine + days.until * DAY;
  };

  it.each([
    [-3650, 3650, true],
    [-1, 5, true],
    [-90, -1, false],
    [2, 90, false],
  ])('both clocks say the same: from %i until %i days', (from, until, expected) => {
    expect([NOW, machine].map((clock) => isGood(from, until, clock))).toEqual([expected, expected]);
  });
});

it('The days that are left are counted by the rehearsed clock, where that one is ahead', () => {
  const machine = NOW - 40 * DAY;
  const { from, until } = validityFor({ from: -10, until: 5 }, NOW, machine);
  expect(machine + until * DAY).toBe(NOW + 5 * DAY);
  expect(from).toBe(-10);
});
