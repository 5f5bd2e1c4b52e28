import { seenHealthy } from '../../../../../../lambdas/migration/domain/readiness/health.ts';

const GOOD = 'Success: HTTP Status Code 200, OK';
const BAD = 'Failure: Connection timed out.';

describe('What the health checkers say together', () => {
  it.each([
    [16, 0, true],
    [3, 13, true],
    // 18 % of them exactly is not more than 18 %.
    [9, 41, false],
    [2, 14, false],
    [0, 16, false],
  ])('%d healthy, %d unhealthy: %s', (well, ill, healthy) => {
    const statuses = [...Array(well).fill(GOOD), ...Array(ill).fill(BAD)];
    expect(seenHealthy(statuses)).toBe(healthy);
    expect(seenHealthy([...statuses, 'Unknown', ''])).toBe(healthy);
  });

  it.each([[[]], [['', 'Looking']]])('is nothing when none has looked: %j', (statuses) => {
    expect(seenHealthy(statuses)).toBeUndefined();
  });
});
