import { decide } from '../../../../../lambdas/shared/domain/decision.ts';
import type { Hold } from '../../../../../lambdas/shared/ports/journal.ts';
import { someSettings } from '../../../../support/settings.ts';

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
const answer = (decision: 'promote' | 'extend' | 'abort') => ({ decision, reason: 'because' });

describe('a decision', () => {
  it.each(['promote', 'abort'] as const)('to %s carries who and why', (decision) => {
    expect(decide(hold('JudgeSoak'), answer(decision), SETTINGS, NOW, BY)).toEqual({
      decision,
      reason: 'because',
      decidedBy: BY,
      soakUntil: '',
    });
  });

  it('to extend goes on by one extension of a soak, or one window of the drain, from now', () => {
    const drain = { ...SETTINGS.drain, quietWindowSeconds: 7200 };
    const settings = { ...SETTINGS, drain };
    expect(decide(hold('JudgeSoak'), answer('extend'), settings, NOW, BY).soakUntil).toBe(
      '2027-03-01T13:00:00Z',
    );
    expect(decide(hold('MeasureLegacyTraffic'), answer('extend'), settings, NOW, BY).soakUntil).toBe(
      '2027-03-01T14:00:00Z',
    );
  });

  it('to extend where nothing goes on puts the question off for as long as a soak is extended', () => {
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
});
