import { BRIEF, PROPAGATION } from '../../../../../lib/migration/machines/retries.ts';
import { longestSeconds, TRANSIENT } from '../../../../../lib/shared/machines/retries.ts';

describe('the time that a state is tried for', () => {
  it.each([
    ['TRANSIENT', TRANSIENT, 126],
    ['PROPAGATION', PROPAGATION, 1800],
  ])('%s is what its comment says', (_name, policy, seconds) => {
    expect(longestSeconds(policy)).toBe(seconds);
    const minutes = Number(/(\d+) minutes/.exec(policy.says)?.[1]);
    expect(Math.floor(seconds / 60)).toBe(minutes);
  });

  it('BRIEF is seconds: a rollback’s next state waits for it', () => {
    expect(longestSeconds(BRIEF)).toBe(3);
  });
});
