import type { RollBackRequest } from '../../../../../lambdas/migration/contract/roll-back-payloads.ts';
import type { JournalRun } from '../../../../../lambdas/migration/domain/journal-state.ts';
import {
  decideRollBack,
  executionsToStop,
  requestOf,
} from '../../../../../lambdas/migration/domain/roll-back.ts';

const run: JournalRun = {
  execution: 'run-2',
  executionArn: 'arn:run-2',
  startedAt: '2026-03-02T00:00:00.000Z',
  status: 'open',
  statusAt: '2026-03-02T00:00:00.000Z',
  begunAt: '2026-03-02T00:00:00.000Z',
  beforeImageOf: 'run-2',
  tookOver: '',
};
const request: RollBackRequest = {
  source: 'person',
  run: '',
  reason: 'asked',
  asOf: '2026-03-03T00:00:00Z',
  cause: '',
};

const EXECUTION = { name: 'rb-2', arn: 'arn:rb-2', startedAt: '2026-03-03T00:00:00Z' };
const at = (rollBack: string): JournalRun => {
  const holder = { arn: rollBack, name: rollBack, since: '2026-03-02T12:00:00Z', request };
  return { ...run, status: 'owed', holder };
};
const closed = (statusAt: string): JournalRun => ({ ...run, status: 'closed', statusAt });
const takingUp = (predecessor: string): RollBackRequest => ({
  ...request,
  source: 'roll-back',
  cause: predecessor,
  predecessor,
});

describe('decideRollBack', () => {
  it.each<[string, JournalRun, RollBackRequest]>([
    ['an open run, asked by a person', run, request],
    ['the run that the event names', run, { ...request, run: 'run-2' }],
    [
      'the run that the event names, ended within the second in which it began',
      { ...run, startedAt: '2026-03-03T00:00:00.700Z', begunAt: '2026-03-03T00:00:00.700Z' },
      { ...request, run: 'run-2' },
    ],
    [
      'asked before this run took over the one that it is about',
      { ...run, startedAt: '2026-03-04T00:00:00Z' },
      request,
    ],
    ['closed after it was asked for', closed('2026-03-03T00:00:00.001Z'), request],
    ['owed, and nobody is at it', { ...run, status: 'owed' }, request],
    ['this execution is at it', at('arn:rb-2'), request],
    ['the one that this execution follows is at it', at('arn:rb-1'), takingUp('arn:rb-1')],
    ['the one that handed it on is at it', at('arn:rb-1'), { ...request, predecessor: 'arn:rb-1' }],
  ])('restores: %s', (_what, current, asked) => {
    expect(decideRollBack(current, { run: EXECUTION, request: asked })).toEqual({ kind: 'restore' });
  });

  it.each<[string, JournalRun, RollBackRequest]>([
    ['a second alarm', at('arn:rb-1'), { ...request, source: 'alarm' }],
    ['what takes up a rollback that another one has taken up', at('arn:rb-3'), takingUp('arn:rb-1')],
  ])('joins: %s', (_what, current, asked) => {
    expect(decideRollBack(current, { run: EXECUTION, request: asked })).toEqual({
      kind: 'joined',
      holder: current.holder,
    });
  });

  it.each<[string, JournalRun | undefined, RollBackRequest, string, string, string]>([
    ['no run at all', undefined, request, 'nothing-to-restore', 'No run', ''],
    ['an event of an earlier run', run, { ...request, run: 'run-1' }, 'nothing-to-restore', 'run-1', 'run-2'],
    [
      'an event of an earlier run, of one that is rolled back',
      { ...run, status: 'restored' },
      { ...request, run: 'run-1' },
      'nothing-to-restore',
      'run-1',
      '',
    ],
    [
      'asked before this run began',
      run,
      { ...request, asOf: '2026-03-01T23:59:59Z' },
      'nothing-to-restore',
      'earlier run',
      'run-2',
    ],
    [
      'rolled back already',
      { ...run, status: 'restored' },
      request,
      'already-restored',
      'was rolled back',
      '',
    ],
    ['closed before', closed('2026-03-03T00:00:00Z'), request, 'refused', 'closed', ''],
    ['what takes up, of an open run', run, takingUp('arn:rb-1'), 'nothing-to-restore', 'owed', ''],
    [
      'what takes up, of a restored run',
      { ...run, status: 'restored' },
      takingUp('arn:rb-1'),
      'nothing-to-restore',
      'owed',
      '',
    ],
  ])('leaves: %s', (_what, current, asked, outcome, reason, underWay) => {
    expect(decideRollBack(current, { run: EXECUTION, request: asked })).toEqual({
      kind: 'leave',
      outcome,
      reason: expect.stringContaining(reason),
      underWay,
    });
  });
});

describe('the request of a rollback', () => {
  it('is that of the execution that it follows, or its own', () => {
    const own = { ...request, source: 'alarm' as const };
    expect(requestOf(run, { run: EXECUTION, request: own })).toBe(own);
    expect(requestOf(at('arn:rb-1'), { run: EXECUTION, request: own })).toBe(own);
    for (const current of [at('arn:rb-1'), at('arn:rb-2')])
      expect(requestOf(current, { run: EXECUTION, request: takingUp('arn:rb-1') })).toBe(request);
  });
});

describe('executionsToStop', () => {
  const running = [
    { name: 'run-1', arn: 'arn:1', startedAt: '2026-03-01T00:00:00Z' },
    { name: 'run-2', arn: 'arn:2', startedAt: '2026-03-02T00:00:00Z' },
    { name: 'run-3', arn: 'arn:3', startedAt: '2026-03-04T00:00:00Z' },
  ];
  it.each([
    ['every one that had begun', request, ['run-1', 'run-2']],
    [
      'only the run that the request names',
      { ...request, source: 'execution' as const, run: 'run-1' },
      ['run-1'],
    ],
    [
      'none when the migration itself asked: it ends with its own error',
      { ...request, source: 'migration' as const, run: 'run-2' },
      [],
    ],
    ['none for who takes up a rollback that is not owed', { ...request, source: 'roll-back' as const }, []],
    [
      'the run that the request names, though its event’s time is a whole second',
      { ...request, run: 'run-3' },
      ['run-3'],
    ],
  ])('%s', (_what, asked, names) => {
    expect(executionsToStop(running, asked).map(({ name }) => name)).toEqual(names);
  });
});
