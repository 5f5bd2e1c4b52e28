import { decide, holdId } from '../../../../../lambdas/migration/domain/decision.ts';
import type { Hold } from '../../../../../lambdas/migration/domain/hold.ts';
import { someSettings } from '../../../../support/migration/settings.ts';

const SETTINGS = someSettings();
const BY = 'arn:aws:states:us-west-1:111122223333:execution:shop-Decide:d1';
const NOW = Date.parse('2027-03-01T12:00:00Z');
const hold = (state: string): Hold => ({
  run: 'run-1',
  state,
  step: 1,
  reasons: ['why'],
  taskToken: 'token',
  since: '2027-03-01T00:00:00Z',
});
const HOLD = holdId({ taskToken: 'token' });
const answer = (decision: 'promote' | 'extend' | 'abort') => ({ decision, hold: HOLD, reason: 'because' });

describe('a decision', () => {
  it.each(['promote', 'abort'] as const)('to %s carries who and why', (decision) => {
    expect(decide(hold('JudgeSoak'), answer(decision), SETTINGS, NOW, BY)).toEqual({
      decision,
      reason: 'because',
      decidedBy: BY,
      soakUntil: '',
    });
  });

  it('to extend adds one extension of a soak, or one window of the drain, from now', () => {
    const drain = { ...SETTINGS.drain, quietWindowSeconds: 7200 };
    const settings = { ...SETTINGS, drain };
    expect(decide(hold('JudgeSoak'), answer('extend'), settings, NOW, BY).soakUntil).toBe(
      '2027-03-01T13:00:00Z',
    );
    expect(decide(hold('MeasureLegacyTraffic'), answer('extend'), settings, NOW, BY).soakUntil).toBe(
      '2027-03-01T14:00:00Z',
    );
  });

  it('to extend without a soak or drain puts the question off for as long as a soak is extended', () => {
    expect(decide(hold('ShiftWeight'), answer('extend'), SETTINGS, NOW, BY).soakUntil).toBe(
      '2027-03-01T13:00:00Z',
    );
  });

  it('comes too late once the hold has timed out, to the millisecond', () => {
    const ends = Date.parse('2027-03-02T00:00:00Z');
    expect(decide(hold('JudgeSoak'), answer('promote'), SETTINGS, ends - 1, BY).decision).toBe('promote');
    expect(() => decide(hold('JudgeSoak'), answer('promote'), SETTINGS, ends, BY)).toThrow(
      expect.objectContaining({
        name: 'NothingHeld',
        message: expect.stringContaining('timed out at 2027-03-02T00:00:00Z'),
      }),
    );
  });

  it.each(['promote', 'extend'] as const)(
    'to %s is for the hold that it names, and for no other',
    (decision) => {
      const other = { decision, hold: 'a1b2c3', reason: 'because' };
      expect(() => decide(hold('JudgeSoak'), other, SETTINGS, NOW, BY)).toThrow(
        expect.objectContaining({
          name: 'InvalidInput',
          message: `hold: a1b2c3 is not the current hold. The current hold is ${HOLD}: JudgeSoak, step 2, since 2027-03-01T00:00:00Z, because: why Nothing was decided.`,
        }),
      );
    },
  );

  it.each(['promote', 'extend'] as const)(
    'to %s that names no hold is refused with the one that waits',
    (decision) => {
      expect(() => decide(hold('JudgeSoak'), { decision, reason: 'because' }, SETTINGS, NOW, BY)).toThrow(
        expect.objectContaining({
          name: 'InvalidInput',
          message: expect.stringContaining(`The current hold is ${HOLD}:`),
        }),
      );
    },
  );

  it.each([undefined, 'a1b2c3'])('to abort rolls back whatever is on hold (hold %s)', (named) => {
    const abort = { decision: 'abort' as const, reason: 'because', ...(named && { hold: named }) };
    expect(decide(hold('JudgeSoak'), abort, SETTINGS, NOW, BY).decision).toBe('abort');
  });
});

describe('the id of a hold', () => {
  it('is six characters that can be read out, another one for each hold, and shows nothing of the token', () => {
    const ids = Array.from({ length: 200 }, (_, i) => holdId({ taskToken: `AQCkAAAAKgAAAAMAAAAA-${i}` }));
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{6}$/);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a jump', () => {
  const settings = {
    ...SETTINGS,
    steps: [5, 25, 50, 100].map((percent) => ({ percent, soakSeconds: 3600, approval: false })),
  };
  const jump = (step: number, answer: object, state = 'JudgeSoak') =>
    decide(
      { ...hold(state), step },
      { reason: 'because', hold: HOLD, ...answer } as Parameters<typeof decide>[1],
      settings,
      NOW,
      BY,
    );

  it('down leads to the step with that share', () => {
    expect(jump(2, { decision: 'skipDown', to: 5 }).jump).toEqual({ step: 0, from: 2 });
    expect(jump(2, { decision: 'skipDown', to: 25 }).jump).toEqual({ step: 1, from: 2 });
  });

  it('to the end leads to the last step', () => {
    expect(jump(1, { decision: 'promoteToEnd' }).jump).toEqual({ step: 3, from: 1 });
  });

  it.each<[string, number, object, string?]>([
    ['to: expected 25 or 5, the share of an earlier step; found 10', 2, { decision: 'skipDown', to: 10 }],
    ['to: expected 5, the share of an earlier step; found nothing', 1, { decision: 'skipDown' }],
    ['skipDown fits a soak that has a step before it', 0, { decision: 'skipDown', to: 5 }],
    ['skipDown fits a soak', 2, { decision: 'skipDown', to: 5 }, 'MeasureLegacyTraffic'],
    ['promoteToEnd fits a soak that has more than one step after it', 2, { decision: 'promoteToEnd' }],
    ['promoteToEnd fits a soak', 1, { decision: 'promoteToEnd' }, 'ShiftWeight'],
    ['to: only skipDown goes to a share; the decision is promote', 1, { decision: 'promote', to: 5 }],
    ['hold: missing; skipDown requires it', 1, { decision: 'skipDown', to: 5, hold: undefined }],
  ])('is refused, and decides nothing: %s', (...[message, step, answer, state]) => {
    expect(() => jump(step, answer, state)).toThrow(
      expect.objectContaining({ name: 'InvalidInput', message: expect.stringContaining(message) }),
    );
    expect(() => jump(step, answer, state)).toThrow('Nothing was decided.');
  });
});

it('To retry is to judge again at once', () => {
  const retry = { decision: 'retry', hold: HOLD, reason: 'because' } as const;
  expect(decide(hold('JudgeSoak'), retry, SETTINGS, NOW, BY)).toMatchObject({
    decision: 'retry',
    soakUntil: '2027-03-01T12:00:00Z',
  });
});
