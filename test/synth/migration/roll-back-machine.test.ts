import type {
  RestoreOutcome,
  RestoreResult,
} from '../../../lambdas/migration/contract/roll-back-payloads.ts';
import { fails, rollBack } from '../support/shop-machines.ts';
import { ALARM_EVENT, EXECUTION_EVENT, endedRollBack, MIGRATION_REQUEST } from './support/events.ts';
import { at, MINUTE, restored, type Script, START, stopped } from './support/scripted-run.ts';

/** RestoreLegacy comes to this. */
const comesTo = (outcome: RestoreOutcome, more: Partial<RestoreResult> = {}): Script => ({
  RestoreLegacy: (call) => restored(call, { outcome, reason: 'so it is', ...more }),
});

describe('the way of a rollback', () => {
  it('puts DNS back before anything else, and ends when legacy serves', async () => {
    const { status, path } = await rollBack();
    expect(status).toBe('SUCCEEDED');
    expect(path).toEqual([
      'Begin',
      'WhoBegins',
      'RestoreLegacy',
      'StopMigration',
      'Outcome',
      'WaitForPropagation',
      'ConfirmLegacy',
      'DoesLegacyServe',
      'NotifyRollBack',
      'LegacyServes',
    ]);
  });

  it('waits for propagation, no longer', async () => {
    const { endedAt } = await rollBack();
    expect(endedAt - START).toBe(MINUTE);
  });

  it('goes the same way when everything was back already', async () => {
    const { status, path } = await rollBack({}, comesTo('already-restored'));
    expect(status).toBe('SUCCEEDED');
    expect(path).toContain('ConfirmLegacy');
    expect(path.at(-1)).toBe('LegacyServes');
  });

  it('hands on what was measured', async () => {
    const { calls } = await rollBack(ALARM_EVENT, { StopMigration: (call) => stopped(call, 'arn') });
    const notified = calls.find(({ state }) => state === 'NotifyRollBack')?.payload;
    expect(notified).toMatchObject({
      run: { name: 'run-1' },
      restore: { outcome: 'restored', acceptedAt: at(START), request: { source: 'alarm' } },
      stop: { stopped: ['arn'] },
      confirm: { legacyServes: true, inSyncAt: at(START + MINUTE) },
    });
  });
});

describe('a rollback that only a person may start', () => {
  const held = comesTo('held', { migrationRun: 'run-7' });

  it('pages people, and is over', async () => {
    const { status, path, calls } = await rollBack(ALARM_EVENT, held);
    expect(status).toBe('SUCCEEDED');
    expect(path.slice(-3)).toEqual(['Outcome', 'NotifyHeld', 'HeldForPerson']);
    expect(calls.at(-1)?.payload).toMatchObject({
      run: { name: 'run-1' },
      restore: { outcome: 'held', migrationRun: 'run-7', request: { source: 'alarm' } },
    });
  });

  it('pages them without the function, if that fails', async () => {
    const { status, calls } = await rollBack(ALARM_EVENT, { ...held, NotifyHeld: fails('Broken') });
    expect(status).toBe('SUCCEEDED');
    const { Subject, Message } = calls.at(-1)?.arguments ?? {};
    expect(Subject).toBe('shop: ROLLBACK HELD after the one-way step, act now');
    expect(String(Message).split('\n').slice(0, 3)).toEqual([
      'The migration shop would have been rolled back. It was not: only you can.',
      'so it is',
      expect.stringContaining('Why it would have been rolled back: Alarm shop-cluster-5xx: '),
    ]);
  });
});

describe('nothing to restore', () => {
  const nothing = comesTo('nothing-to-restore');
  const notified = async (input: unknown, script: Script): Promise<string[]> =>
    String((await rollBack(input, script)).calls.at(-1)?.arguments.Message).split('\n');

  it.each([
    ['a person', {}],
    ['an alarm', ALARM_EVENT],
    ['an ended execution', EXECUTION_EVENT],
  ])('for %s succeeds, and notifies nobody', async (_who, input) => {
    const { status, path } = await rollBack(input, nothing);
    expect(status).toBe('SUCCEEDED');
    expect(path.slice(-2)).toEqual(['IsItNews', 'NothingToRollBack']);
  });

  it('is reported when the migration asked, which has ended then', async () => {
    const { status, path, calls } = await rollBack(MIGRATION_REQUEST, nothing);
    expect(status).toBe('SUCCEEDED');
    expect(path.slice(-2)).toEqual(['NotifyNothingChanged', 'NothingToRollBack']);
    const { Message, Subject, TopicArn } = calls.at(-1)?.arguments ?? {};
    expect(Subject).toBe('shop: ended before any record was changed');
    expect(String(Message).split('\n')).toEqual([
      'The migration shop ended before it changed a record. Legacy serves, as before.',
      'Why: SoakFailed: alarm fired',
      'What to do: fix the cause, then start the machine shop-Migrate again.',
      'Execution: https://us-west-1.console.aws.amazon.com/states/home?region=us-west-1#/v2/executions/details/arn:aws:states:us-west-1:111122223333:execution:shop-RollBack:run-1',
      'Runbook: docs/runbook.md, heading NotifyNothingChanged (set runbookUrl to get a link here)',
    ]);
    expect(TopicArn).toMatch(/^arn:aws:sns:/);
  });

  it('is reported when it has stopped a running migration', async () => {
    const { path } = await rollBack(ALARM_EVENT, {
      ...nothing,
      StopMigration: (call) => stopped(call, 'arn'),
    });
    expect(path).toContain('NotifyNothingChanged');
  });

  it('does not say that legacy serves while another run moves the names', async () => {
    const lines = await notified(MIGRATION_REQUEST, comesTo('nothing-to-restore', { underWay: 'run-6' }));
    expect(lines[0]).toBe(
      'An execution of shop-Migrate ended before it changed a record. Another one, run-6, continues to move the names.',
    );
    expect(lines.join('\n')).not.toContain('egacy serves');
  });
});

describe('a refusal', () => {
  const refused = comesTo('refused', { reason: 'The migration was closed.' });

  it('is a failure for the person who asked', async () => {
    const { status, error, cause } = await rollBack({}, refused);
    expect({ status, error, cause }).toEqual({
      status: 'FAILED',
      error: 'RollBackRefused',
      cause: 'The migration was closed.',
    });
  });

  it.each([
    ['an alarm', ALARM_EVENT],
    ['an ended execution', EXECUTION_EVENT],
    ['the migration', MIGRATION_REQUEST],
  ])('is no failure for %s, which came too late', async (_who, input) => {
    const { status, path } = await rollBack(input, refused);
    expect(status).toBe('SUCCEEDED');
    expect(path.at(-1)).toBe('TooLate');
  });

  it('is one for anybody once people know that the rollback is owed', async () => {
    const { path } = await rollBack(ALARM_EVENT, {
      RestoreLegacy: (call) => restored(call, { outcome: call.visits === 0 ? 'owed' : 'refused' }),
    });
    expect(path.at(-1)).toBe('RollBackRefused');
  });
});

describe('a second rollback of the same run', () => {
  it('leaves it to the first, and notifies nobody', async () => {
    const { status, path, calls } = await rollBack(ALARM_EVENT, comesTo('joined'));
    expect(status).toBe('SUCCEEDED');
    expect(path.slice(-4)).toEqual(['Outcome', 'JoinRollBack', 'IsJoined', 'Joined']);
    expect(calls.map(({ state }) => state)).toEqual(['RestoreLegacy', 'StopMigration', 'JoinRollBack']);
  });

  it('takes over where the first has ended', async () => {
    const { status, path } = await rollBack(ALARM_EVENT, {
      RestoreLegacy: (call) => restored(call, { outcome: call.visits === 0 ? 'joined' : 'restored' }),
      JoinRollBack: () => ({ joined: false, reason: 'it has ended' }),
    });
    expect(status).toBe('SUCCEEDED');
    expect(path.join()).toContain('IsJoined,WaitToRestoreAgain,IsHistoryFull,RestoreLegacy');
    expect(path.at(-1)).toBe('LegacyServes');
  });
});

describe('a rollback that cannot be done', () => {
  const pending = ['Z1', 'Z2'].map((zoneId) => ({ zoneId, why: 'shift 50 %, execution run-7' }));
  const unrestorable = comesTo('unrestorable', { reason: 'The journal knows no run.', pending });

  it('is reported as loudly as possible, with what the zones contain, and has failed', async () => {
    const { status, error, cause, path, calls } = await rollBack(ALARM_EVENT, unrestorable);
    expect(path.slice(-3)).toEqual(['Outcome', 'NotifyUnrestorable', 'Unrestorable']);
    expect({ status, error, cause }).toEqual({
      status: 'FAILED',
      error: 'Unrestorable',
      cause: 'The journal knows no run.',
    });
    const { Message, Subject } = calls.at(-1)?.arguments ?? {};
    expect(Subject).toBe('shop: CANNOT BE ROLLED BACK, restore legacy by hand now');
    expect(String(Message).split('\n').slice(0, 5)).toEqual([
      'The migration shop cannot be rolled back by this software. Names may answer with the cluster.',
      'What is missing: The journal knows no run.',
      expect.stringMatching('^Why it is rolled back: Alarm shop-cluster-5xx: '),
      'What the zones contain: zone Z1: shift 50 %, execution run-7; zone Z2: shift 50 %, execution run-7',
      'What to do: put the records back by hand now, as the runbook says.',
    ]);
    expect(String(Message)).toContain('heading NotifyUnrestorable');
  });

  it('has stopped the migration, if it can', async () => {
    const { calls, path } = await rollBack({}, unrestorable);
    expect(calls.map(({ state }) => state)).toEqual(['RestoreLegacy', 'StopMigration', 'NotifyUnrestorable']);
    expect(path.at(-1)).toBe('Unrestorable');
  });
});

describe('the end of a rollback', () => {
  it.each(['ABORTED', 'TIMED_OUT', 'FAILED'])('%s is followed by another, a minute later', async (status) => {
    const { path, calls } = await rollBack(endedRollBack(status));
    expect(path.slice(0, 4)).toEqual(['Begin', 'WhoBegins', 'WaitToTakeUp', 'RestoreLegacy']);
    expect(calls[0]).toMatchObject({ state: 'RestoreLegacy', now: START + MINUTE });
  });

  it('is nobody’s news where nothing is owed', async () => {
    const { status, path, calls } = await rollBack(endedRollBack('FAILED'), comesTo('nothing-to-restore'));
    expect({ status, end: path.at(-1) }).toEqual({ status: 'SUCCEEDED', end: 'NothingToRollBack' });
    expect(calls.map(({ state }) => state)).toEqual(['RestoreLegacy', 'StopMigration']);
  });

  it.each(['RollBackRefused', 'Unrestorable'])('by %s is followed by nothing', async (error) => {
    const { status, path, calls } = await rollBack(endedRollBack('FAILED', error));
    expect(status).toBe('SUCCEEDED');
    expect(path).toEqual(['Begin', 'WhoBegins', 'NothingToRollBack']);
    expect(calls).toEqual([]);
  });
});
