import {
  type CompletionQuestion,
  decideCompletion,
} from '../../../../../lambdas/masters/domain/completion.ts';
import { judgeDrain } from '../../../../../lambdas/masters/domain/drain.ts';
import { MARKS, secondsSince, withMark, withoutMark } from '../../../../../lambdas/masters/domain/marks.ts';
import { runs } from '../../../../../lambdas/masters/domain/victim.ts';
import { replacementOf } from '../../../../support/masters/masters.ts';

const PROCEEDS = { verdict: 'proceed', reason: 'all are well' } as const;
const NOW = { gate: PROCEEDS, lookSeconds: 1, healthSeconds: 5 };

const decide = (
  request: 'voluntary' | 'involuntary',
  lifecycle: string,
  state: string,
  known: Partial<CompletionQuestion> = {},
) => {
  const victim = { id: 'i-a', lifecycle, state };
  const { act, outcome } = decideCompletion({ request, victim, ...NOW, ...known });
  return `${act} ${outcome}`;
};

describe('letting a master go', () => {
  it.each([
    ['InService', 'running', 'terminate pending', 'none completed'],
    ['Terminating', 'running', 'none pending', 'none pending'],
    ['Terminating:Wait', 'running', 'complete completed', 'complete completed'],
    ['Terminating:Wait', 'terminated', 'complete completed', 'complete completed'],
    ['Terminating:Wait', '', 'complete completed', 'complete completed'],
    ['Terminating:Proceed', 'running', 'none completed', 'none completed'],
    ['Terminated', 'terminated', 'none completed', 'none completed'],
    ['InService', 'terminated', 'none completed', 'none completed'],
    ['', 'terminated', 'none completed', 'none completed'],
  ])('%s, %s', (lifecycle, state, voluntary, involuntary) => {
    expect(decide('voluntary', lifecycle, state)).toBe(voluntary);
    expect(decide('involuntary', lifecycle, state)).toBe(involuntary);
  });

  it('is over for one that nobody knows', () => {
    const asked = { request: 'voluntary', victim: undefined, ...NOW } as const;
    expect(decideCompletion(asked)).toMatchObject({ act: 'none', outcome: 'completed' });
  });

  it.each<[string, Partial<CompletionQuestion>]>([
    ['the gate says wait', { gate: { verdict: 'wait', reason: 'another is down' } }],
    ['the gate says stop', { gate: { verdict: 'stop', reason: 'it is held for too long' } }],
    ['AWS was asked more than 5 s ago, and the call may take 5 more', { lookSeconds: 5.1 }],
    ['AWS is asked in times to come', { lookSeconds: -5.1 }],
    ['the masters were asked more than 10 s ago', { healthSeconds: 10.1 }],
    ['the masters are asked in times to come', { healthSeconds: -10.1 }],
  ])('takes no running master down when %s', (_what, known) => {
    expect(decide('voluntary', 'InService', 'running', known)).toBe('none stale');
    expect(decide('involuntary', 'Terminating:Wait', 'running', known)).toBe('none stale');
    expect(decide('involuntary', 'Terminating:Wait', 'terminated', known)).toBe('complete completed');
  });

  it('may use what is known to the last', () => {
    const known = { lookSeconds: 5, healthSeconds: 10 };
    expect(decide('voluntary', 'InService', 'running', known)).toBe('terminate pending');
  });
});

describe('whether a master runs', () => {
  it.each([
    ['InService', 'running', true],
    ['Terminating:Wait', 'running', true],
    ['', 'running', true],
    ['InService', '', true],
    ['Terminating:Proceed', 'running', false],
    ['Terminating:Wait', '', false],
    ['InService', 'shutting-down', false],
    ['InService', 'stopped', false],
    ['', '', false],
  ])('%s, %s', (lifecycle, state, expected) => {
    expect(runs({ lifecycle, state })).toBe(expected);
  });
});

describe('a drain', () => {
  it('is over when no load balancer knows the master, or when none can be waited for any more', () => {
    const place = (state: string) => ({ place: 'arn:tcp', state, reason: '' });
    expect(judgeDrain([], 0).verdict).toBe('drained');
    expect(judgeDrain([place('unused')], 0).verdict).toBe('drained');
    for (const state of ['healthy', 'draining', 'unhealthy', 'initial'])
      expect(judgeDrain([place('unused'), place(state)], 3599).verdict).toBe('draining');
    expect(judgeDrain([place('draining')], 3600)).toMatchObject({
      verdict: 'drained',
      reason: 'Continues although it is still in load balancers after 1 h: arn:tcp: draining.',
    });
  });
});

describe('a mark', () => {
  const now = Date.parse('2026-03-01T10:10:00Z');

  it('stays as it was first set, until it is taken away', () => {
    const first = withMark(replacementOf('i-a'), MARKS.leaving, '2026-03-01T10:05:00Z');
    expect(withMark(first, MARKS.leaving, '2026-03-01T10:06:00Z')).toBe(first);
    expect(secondsSince(MARKS.leaving, first, now)).toBe(300);
    expect(withoutMark(first, MARKS.leaving).marks).toEqual({});
    expect(withoutMark(first, MARKS.draining)).toBe(first);
  });

  it('counts from when a person took the replacement up again', () => {
    const paged = withMark(replacementOf('i-a'), MARKS.leaving, '2026-03-01T09:00:00Z');
    expect(secondsSince(MARKS.leaving, { ...paged, statusAt: '2026-03-01T10:09:00Z' }, now)).toBe(60);
    expect(secondsSince(MARKS.draining, paged, now)).toBe(0);
  });
});
