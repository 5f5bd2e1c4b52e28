import type { RollBackRequest } from '../../../../../lambdas/shared/contract/payloads.ts';
import { decideRollBack, executionsToStop } from '../../../../../lambdas/shared/domain/roll-back.ts';
import type { JournalRun } from '../../../../../lambdas/shared/ports/journal.ts';

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

describe('decideRollBack', () => {
  it.each([
    ['an open run, asked by a person', run, request, 'restore', ''],
    [
      'a run that another rollback has begun to restore',
      { ...run, status: 'owed' as const },
      request,
      'restore',
      '',
    ],
    ['the run that the event names', run, { ...request, run: 'run-2' }, 'restore', ''],
    [
      'the run that the event names, ended within the second in which it began',
      { ...run, startedAt: '2026-03-03T00:00:00.700Z', begunAt: '2026-03-03T00:00:00.700Z' },
      { ...request, run: 'run-2' },
      'restore',
      '',
    ],
    ['no run at all', undefined, request, 'nothing-to-restore', 'No run'],
    ['an event of an earlier run', run, { ...request, run: 'run-1' }, 'nothing-to-restore', 'run-1'],
    [
      'asked before this run took over the one that it is about',
      { ...run, startedAt: '2026-03-04T00:00:00Z' },
      request,
      'restore',
      '',
    ],
    [
      'asked before this run began',
      run,
      { ...request, asOf: '2026-03-01T23:59:59Z' },
      'nothing-to-restore',
      'earlier run',
    ],
    [
      'rolled back already',
      { ...run, status: 'restored' as const },
      request,
      'already-restored',
      'was rolled back',
    ],
    ['closed', { ...run, status: 'closed' as const }, request, 'refused', 'closed'],
  ])('%s: %s', (_what, current, asked, outcome, reason) => {
    const decision = decideRollBack(current, asked);
    expect(decision.kind === 'restore' ? 'restore' : decision.outcome).toBe(outcome);
    if (decision.kind === 'leave') expect(decision.reason).toContain(reason);
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
    [
      'the run that the request names, though its event’s time is a whole second',
      { ...request, run: 'run-3' },
      ['run-3'],
    ],
  ])('%s', (_what, asked, names) => {
    expect(executionsToStop(running, asked).map(({ name }) => name)).toEqual(names);
  });
});
