import { requestsAt } from '../../../../rehearsal/world/traffic.ts';

const at = (hour: number) => Date.UTC(2027, 0, 4, hour);
const TRAFFIC = { requestsPerMinute: 1000, swing: 0.5, busiestHour: 19 };

describe('requests by the time of day', () => {
  it.each([
    [19, 1500],
    [7, 500],
    [13, 1000],
  ])('are at %d h: %d', (hour, requests) => {
    expect(requestsAt(TRAFFIC, at(hour))).toBeCloseTo(requests);
  });

  it('are none within a silence', () => {
    const quiet = { ...TRAFFIC, silence: { from: at(7), until: at(19) } };
    expect([6, 7, 18, 19].map((hour) => requestsAt(quiet, at(hour)) > 0)).toEqual([true, false, false, true]);
  });
});
