import { watchedMinutes } from '../../../../../support/migration/watched-zones.ts';

const ZONES = 100;

describe('Watch over 100 zones', () => {
  it('looks at the fence of each zone each minute while the run waits, within seconds', async () => {
    for (const { calls, seconds, unread, throttled } of await watchedMinutes({
      zones: ZONES,
      names: 400,
      minutes: 3,
      waits: true,
    })) {
      expect(unread).toEqual([]);
      expect(throttled).toBe(0);
      expect(calls).toBe(ZONES);
      expect(seconds).toBeLessThan(10);
    }
  });

  it('takes no more than is left to others while a step may be at work', async () => {
    const [first] = await watchedMinutes({ zones: ZONES, names: 400, minutes: 1, waits: false });
    const at = first?.at ?? [];
    // A fifth of 50 at once and of 10 a second, in each window of the minute.
    for (const [i, from] of at.entries()) {
      for (const [j, to] of at.entries())
        if (j >= i) expect(j - i + 1).toBeLessThanOrEqual(10 + (2 * (to - from)) / 1000 + 1);
    }
    expect(first?.unread.length).toBeLessThan(20);
  });
});
