import fc from 'fast-check';
import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import { ROLL_BACK } from '../../../lambdas/migration/contract/states.ts';
import { anyText } from '../../support/any-text.ts';
import { StateError } from '../support/execution.ts';
import { fails, rollBack } from '../support/shop-machines.ts';
import { ALARM_EVENT } from './support/events.ts';
import { type Call, restored, type Script, START } from './support/scripted-run.ts';

const FUNCTIONS = [
  ROLL_BACK.restoreLegacy,
  ROLL_BACK.stopMigration,
  ROLL_BACK.confirmLegacy,
  ROLL_BACK.notifyRollBack,
] as const;

/** A task that fails, however often it is tried, in its first visits; then `otherwise`. */
const failsFor =
  (visits: number, otherwise: Script[string], error = 'Oops', cause = 'x'): Script[string] =>
  (call) => {
    if (call.visits < visits) throw new StateError(error, cause);
    return otherwise(call);
  };
const GOOD: Script = {
  RestoreLegacy: (call) => restored(call),
  StopMigration: ({ payload }) => ({ stopped: ['arn'], request: payload.event, marked: true }),
  ConfirmLegacy: () => ({ legacyServes: true, ended: true, again: false, reasons: [] }),
  NotifyRollBack: () => ({ notified: true, report: 's3://reports/2' }),
};
const scriptOf = (state: string, visits: number, error?: string): Script => ({
  [state]: failsFor(visits, GOOD[state] ?? (() => ({})), error),
});

describe('a state that fails', () => {
  it.each(FUNCTIONS)('%s leads back to RestoreLegacy, until legacy serves', async (state) => {
    const { status, path } = await rollBack(ALARM_EVENT, scriptOf(state, 3));
    expect({ status, end: path.at(-1) }).toEqual({ status: 'SUCCEEDED', end: 'LegacyServes' });
    expect(path.filter((name) => name === 'RestoreLegacy')).toHaveLength(4);
    expect(path.filter((name) => name === 'WaitToRestoreAgain')).toHaveLength(3);
  });

  it.each(['JoinRollBack', 'NotifyNothingChanged'])(
    '%s leads back there too, and is tried again',
    async (state) => {
      const outcome = state === 'JoinRollBack' ? 'joined' : 'nothing-to-restore';
      const { status, path } = await rollBack(
        { source: 'migration', run: 'run-7', reason: 'x', asOf: '2026-11-04T10:20:30Z', cause: 'arn' },
        {
          RestoreLegacy: (call) => restored(call, { outcome }),
          [state]: failsFor(2, () => ({ joined: true, reason: '' })),
        },
      );
      expect(status).toBe('SUCCEEDED');
      expect(path.filter((name) => name === state)).toHaveLength(3);
      expect(path.filter((name) => name === 'RestoreLegacy')).toHaveLength(3);
    },
  );

  it('RestoreLegacy keeps nobody from stopping the migration, or from marking the rollback as owed', async () => {
    const { calls } = await rollBack(ALARM_EVENT, scriptOf('RestoreLegacy', 1));
    const [stop] = calls.filter(({ state }) => state === 'StopMigration');
    expect(stop?.payload).toEqual({ run: expect.anything(), event: ALARM_EVENT });
  });

  it('RestoreLegacy hands nothing of an earlier round on as if it were new', async () => {
    const { calls } = await rollBack(ALARM_EVENT, {
      RestoreLegacy: (call) => {
        if (call.visits === 1) throw new StateError('Oops');
        return restored(call, { outcome: call.visits === 0 ? 'owed' : 'restored' });
      },
    });
    const stops = calls
      .filter(({ state }) => state === 'StopMigration')
      .map(({ payload }) => payload.restore);
    expect(stops.map((restore) => restore?.outcome)).toEqual(['owed', undefined, 'restored']);
  });

  it('… but to RestoreLegacy itself, with how often it was tried', async () => {
    const { calls } = await rollBack(ALARM_EVENT, {
      RestoreLegacy: (call) => {
        if (call.visits === 1) throw new StateError('Oops');
        return restored(call, { outcome: call.visits === 0 ? 'owed' : 'restored' });
      },
    });
    const rounds = calls.filter(({ state, tries }) => state === 'RestoreLegacy' && tries === 0);
    expect(rounds.map(({ payload }) => [payload.round, payload.restore?.outcome])).toEqual([
      [0, undefined],
      [1, 'owed'],
      [2, 'owed'],
    ]);
  });

  it('StopMigration keeps a rollback from being called done, whatever RestoreLegacy came to', async () => {
    for (const outcome of [
      'restored',
      'already-restored',
      'nothing-to-restore',
      'joined',
      'refused',
    ] as const) {
      const { path } = await rollBack(ALARM_EVENT, {
        RestoreLegacy: (call) => restored(call, { outcome }),
        ...scriptOf('StopMigration', 1),
      });
      expect(path.slice(3, 8)).toEqual([
        'StopMigration',
        'Outcome',
        'DoPeopleKnow',
        'NotifyRollBackOwed',
        'WaitToRestoreAgain',
      ]);
    }
  });

  it('StopMigration doesn’t keep people from being notified that legacy can’t be restored', async () => {
    const { path } = await rollBack(ALARM_EVENT, {
      RestoreLegacy: (call) => restored(call, { outcome: 'unrestorable' }),
      StopMigration: fails('Oops'),
    });
    expect(path.slice(-3)).toEqual(['Outcome', 'NotifyUnrestorable', 'Unrestorable']);
  });

  it('NotifyUnrestorable does not hide the failure', async () => {
    const { error, path } = await rollBack(ALARM_EVENT, {
      RestoreLegacy: (call) => restored(call, { outcome: 'unrestorable' }),
      NotifyUnrestorable: fails('SNS'),
    });
    expect({ error, end: path.at(-1) }).toEqual({ error: ERRORS.unrestorable, end: 'Unrestorable' });
  });

  it.each([
    ERRORS.transient,
    'Lambda.TooManyRequestsException',
    'Lambda.Unknown',
    'Sandbox.Timedout',
    'Runtime.ExitError',
    'States.Timeout',
  ])('is tried three times within seconds after %s, for the migration must be stopped', async (name) => {
    const { calls } = await rollBack({}, scriptOf('RestoreLegacy', 1, name));
    const [first] = calls.filter(({ state }) => state === 'StopMigration');
    expect(calls.indexOf(first as Call)).toBe(3);
    expect(first?.now).toBeLessThan(START + 10_000);
  });

  it('is not tried at once again when that can’t help', async () => {
    const { calls } = await rollBack({}, scriptOf('RestoreLegacy', 1, ERRORS.beforeImageUnreadable));
    expect(calls[1]?.state).toBe('StopMigration');
  });
});

describe('what failed', () => {
  const lambdaError = (errorMessage: string): string =>
    JSON.stringify({
      errorType: 'ForeignWrite',
      errorMessage,
      trace: ['Error: x', '    at f (index.js:1:1)'],
    });
  const linesTold = async (cause: string): Promise<string[]> => {
    const failing = failsFor(1, (call) => restored(call), 'Oops', cause);
    const { calls } = await rollBack(ALARM_EVENT, { RestoreLegacy: failing });
    const notified = calls.find(({ state }) => state === 'NotifyRollBackOwed');
    return String(notified?.arguments.Message).split('\n');
  };

  it.each(['RestoreLegacy', 'StopMigration', 'ConfirmLegacy'])('is reported: %s', async (state) => {
    const { calls } = await rollBack(ALARM_EVENT, scriptOf(state, 1));
    const notified = calls.find(({ state: name }) => name === 'NotifyRollBackOwed');
    expect(String(notified?.arguments.Message).split('\n')).toContain(`What failed: ${state}: Oops: x`);
  });

  it('is not reported if people can’t be notified that legacy serves: it serves', async () => {
    const { path } = await rollBack(ALARM_EVENT, scriptOf('NotifyRollBack', 2));
    expect(path).not.toContain('NotifyRollBackOwed');
  });

  it('is no longer reported in a later round in which nothing failed', async () => {
    const { calls } = await rollBack(ALARM_EVENT, {
      RestoreLegacy: failsFor(1, (call) =>
        restored(call, {
          outcome: call.visits < 3 ? 'owed' : 'restored',
          notRestored: [{ zoneId: 'Z1', name: 'www.shop.test', why: 'No.' }],
        }),
      ),
    });
    const notified = calls.filter(({ state }) => state === 'NotifyRollBackOwed');
    expect(notified.map(({ arguments: { Message } }) => String(Message).includes('What failed'))).toEqual([
      true,
      false,
    ]);
  });

  it.each([
    ['', 'Oops: '],
    ['no JSON', 'Oops: no JSON'],
    ['{}', 'Oops: {}'],
    ['{"errorMessage":42}', 'Oops: {"errorMessage":42}'],
    ['{"errorType":"E","errorMessage":"cut', 'Oops: {"errorType":"E","errorMessage":"cut'],
    ['{"errorMessage":""}', 'Oops: '],
    ['{"errorMessage":"Task timed out","errorType":"Sandbox.Timedout"}', 'Oops: Task timed out'],
    [lambdaError('Zone Z1: www holds "$1"'), 'Oops: Zone Z1: www holds "$1"'],
    [lambdaError('Zone Z1: \\052.shop.test {"a":1}'), 'Oops: Zone Z1: \\052.shop.test {"a":1}'],
  ])('with the cause %s is reported in plain words', async (cause, plain) => {
    expect(await linesTold(cause)).toContain(`What failed: RestoreLegacy: ${plain}`);
  });

  it('is reported whatever its cause is', async () => {
    await fc.assert(
      fc.asyncProperty(anyText(), fc.boolean(), async (text, wrapped) => {
        const lines = await linesTold(wrapped ? lambdaError(text) : text);
        expect(lines.join('\n')).toContain('What failed: RestoreLegacy: Oops: ');
      }),
      { numRuns: 50 },
    );
  });
});
