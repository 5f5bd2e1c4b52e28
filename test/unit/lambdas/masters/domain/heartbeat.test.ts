import fc from 'fast-check';
import {
  dueHeartbeats,
  heartbeatAfter,
  longestHoldSeconds,
} from '../../../../../lambdas/masters/domain/heartbeat.ts';
import type { KeptAction } from '../../../../../lambdas/masters/domain/replacement.ts';

const { max } = Math;
const AT = Date.parse('2027-03-01T00:00:00Z');
const iso = (seconds: number) => new Date(AT + seconds * 1000).toISOString();

const action = (change: Partial<KeptAction> = {}): KeptAction => ({
  hook: 'h',
  transition: 'terminating',
  since: iso(0),
  lastHeartbeat: iso(0),
  completed: false,
  ...change,
});

const due = (second: number, change: Partial<KeptAction> = {}) =>
  dueHeartbeats({ 'i-a': action(change) }, AT + second * 1000, { heartbeatSeconds: 300, pollSeconds: 15 });

describe('a heartbeat', () => {
  it('is due when the next look would be later than a third of the time-out', () => {
    expect(due(85)).toEqual([]);
    expect(due(86)).toEqual(['i-a']);
    expect(due(186, { lastHeartbeat: iso(101) })).toEqual([]);
    expect(due(187, { lastHeartbeat: iso(101) })).toEqual(['i-a']);
  });

  it('need no call after a pause at whose end none would be due', () => {
    const limits = { heartbeatSeconds: 300, pollSeconds: 15 };
    const said = (second: number, pause: number, change: Partial<KeptAction> = {}) =>
      heartbeatAfter(pause, { 'i-a': action(change) }, AT + second * 1000, limits);
    for (const [second, pause] of [
      [70, 15],
      [84, 1],
      [40, 45],
    ] as const) {
      expect(said(second, pause)).toEqual({ heartbeat: 'not-due' });
      expect(due(second + pause)).toEqual([]);
      expect(said(second + 1, pause)).toEqual({});
      expect(due(second + pause + 1)).toEqual(['i-a']);
    }
    expect(said(200, 15, { completed: true })).toEqual({ heartbeat: 'not-due' });
  });

  it('is not recorded for what is over, or for what AWS ends whatever is recorded', () => {
    expect(due(200, { completed: true })).toEqual([]);
    expect(due(29_999)).toEqual(['i-a']);
    expect(due(30_000)).toEqual([]);
  });

  it('keeps an instance for as long as AWS allows: 48 hours, or 100 heartbeats', () => {
    expect([30, 300, 1728, 7200].map(longestHoldSeconds)).toEqual([3000, 30_000, 172_800, 172_800]);
  });

  it('is never later than a third of the time-out, as long as one looks no less often than that', () => {
    const settings = fc.integer({ min: 30, max: 7200 }).chain((heartbeatSeconds) =>
      fc.record({
        heartbeatSeconds: fc.constant(heartbeatSeconds),
        pollSeconds: fc.integer({ min: 1, max: Math.floor(heartbeatSeconds / 3) }),
      }),
    );
    fc.assert(
      fc.property(settings, ({ heartbeatSeconds, pollSeconds }) => {
        let last = 0;
        let longest = 0;
        for (let now = 0; now < 2 * heartbeatSeconds; now += pollSeconds) {
          const actions = { 'i-a': action({ lastHeartbeat: iso(last) }) };
          if (dueHeartbeats(actions, AT + now * 1000, { heartbeatSeconds, pollSeconds }).length > 0)
            last = now;
          longest = max(longest, now - last);
        }
        expect(last).toBeGreaterThan(heartbeatSeconds);
        expect(longest).toBeLessThanOrEqual(heartbeatSeconds / 3);
      }),
      { numRuns: 50 },
    );
  });
});
