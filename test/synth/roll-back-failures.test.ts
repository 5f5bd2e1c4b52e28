import fc from 'fast-check';
import { ERRORS } from '../../lambdas/shared/contract/errors.ts';
import { ROLL_BACK } from '../../lambdas/shared/contract/states.ts';
import { ALARM_EVENT, MIGRATION_REQUEST } from './support/events.ts';
import { at, MINUTE, restored, type Script, START } from './support/scripted-run.ts';
import { fails, rollBack } from './support/shop-machines.ts';

describe('legacy that does not serve', () => {
  const confirm =
    (...serves: boolean[]): Script[string] =>
    ({ visits, now }) => ({
      legacyServes: serves[visits] ?? false,
      again: !serves[visits],
      reasons: ['www holds 192.0.2.1'],
      inSyncAt: at(now),
      lastTtlRunsOutAt: at(now),
    });

  it('is restored again, until it does', async () => {
    const { status, path, calls } = await rollBack({}, { ConfirmLegacy: confirm(false, false, true) });
    expect(status).toBe('SUCCEEDED');
    expect(path.filter((state) => state === 'RestoreLegacy')).toHaveLength(3);
    expect(calls.at(-1)?.payload.confirm.legacyServes).toBe(true);
  });

  it('five times, then people are told and it has failed', async () => {
    const { status, error, cause, path } = await rollBack({}, { ConfirmLegacy: confirm() });
    expect(path.filter((state) => state === 'RestoreLegacy')).toHaveLength(5);
    expect(path.slice(-3)).toEqual(['NotifyRollBack', 'IsRolledBack', 'RollBackIncomplete']);
    expect({ status, error, cause }).toEqual({
      status: 'FAILED',
      error: ERRORS.rollBackIncomplete,
      cause: 'www holds 192.0.2.1',
    });
  });

  it('keeps the times of the first round when a later one wrote nothing', async () => {
    const { calls } = await rollBack(
      {},
      {
        ConfirmLegacy: confirm(false, true),
        RestoreLegacy: ({ visits, now }) =>
          visits === 0 ? restored(now) : restored(now, { outcome: 'already-restored' }),
      },
    );
    expect(calls.at(-1)?.payload.restore).toMatchObject({ outcome: 'restored', acceptedAt: at(START) });
  });

  it('… and those of the later round when it wrote', async () => {
    const { calls } = await rollBack({}, { ConfirmLegacy: confirm(false, true) });
    expect(calls.at(-1)?.payload.restore.acceptedAt).toBe(at(START + MINUTE));
  });
});

describe('names that Route 53 refuses to restore', () => {
  const notRestored = ['www.shop.test', 'img.cdn.test'].map((name) => ({ zoneId: 'Z1', name, why: 'No.' }));
  const partly: Script[string] = ({ now }) => restored(now, { outcome: 'owed', notRestored });
  const confirm =
    (...rounds: readonly { serves: boolean; again: boolean }[]): Script[string] =>
    ({ visits, now }) => ({
      legacyServes: rounds[visits]?.serves,
      again: rounds[visits]?.again,
      reasons: ['www.shop.test holds A 203.0.113.9. Route 53 refuses …'],
      inSyncAt: at(now),
      lastTtlRunsOutAt: at(now),
    });

  it('are told at once, after the migration was stopped, and the rollback has failed by name', async () => {
    const script = { RestoreLegacy: partly, ConfirmLegacy: confirm({ serves: false, again: false }) };
    const { status, error, cause, path } = await rollBack(ALARM_EVENT, script);
    expect(path.filter((state) => state === 'RestoreLegacy')).toHaveLength(1);
    expect(path.slice(-6)).toEqual([
      'WaitForPropagation',
      'ConfirmLegacy',
      'DoesLegacyServe',
      'NotifyRollBack',
      'IsRolledBack',
      'RollBackIncomplete',
    ]);
    expect(path).toContain('StopMigration');
    expect({ status, error, cause }).toEqual({
      status: 'FAILED',
      error: ERRORS.rollBackIncomplete,
      cause: 'www.shop.test holds A 203.0.113.9. Route 53 refuses …',
    });
  });

  it.each(['already-restored', 'restored'] as const)(
    'are no longer told of when another round ends as %s',
    async (ends) => {
      const { status, calls } = await rollBack(
        {},
        {
          RestoreLegacy: (call) => (call.visits === 0 ? partly(call) : restored(call.now, { outcome: ends })),
          ConfirmLegacy: confirm({ serves: false, again: true }, { serves: true, again: false }),
        },
      );
      expect(status).toBe('SUCCEEDED');
      expect(calls.at(-1)?.payload.restore).toMatchObject({ outcome: ends, notRestored: [] });
    },
  );

  it('are not forgotten when another round finds the run closed: that is no end in success', async () => {
    const { status, calls } = await rollBack(ALARM_EVENT, {
      RestoreLegacy: (call) =>
        call.visits === 0 ? partly(call) : restored(call.now, { outcome: 'refused' }),
      ConfirmLegacy: confirm({ serves: false, again: true }, { serves: false, again: false }),
    });
    expect(status).toBe('FAILED');
    expect(calls.at(-1)?.payload.restore).toMatchObject({ outcome: 'owed', notRestored });
  });

  it('are named in the mail about a state that fails later', async () => {
    const { calls } = await rollBack({}, { RestoreLegacy: partly, ConfirmLegacy: fails('Oops', 'x') });
    expect(String(calls.at(-1)?.arguments.Message).split('\n')).toContain(
      'Not restored, because Route 53 refuses it: www.shop.test, img.cdn.test',
    );
  });

  it('… which says nothing of the kind when there are none', async () => {
    for (const state of ['RestoreLegacy', 'ConfirmLegacy']) {
      const { calls } = await rollBack({}, { [state]: fails('Oops', 'x') });
      expect(String(calls.at(-1)?.arguments.Message)).not.toContain('Not restored');
    }
  });
});

describe('a state that fails', () => {
  const lambdaError = (errorMessage: string): string =>
    JSON.stringify({
      errorType: 'ForeignWrite',
      errorMessage,
      trace: ['Error: x', '    at f (index.js:1:1)'],
    });
  const linesTold = async (input: unknown, script: Script): Promise<string[]> => {
    const { calls } = await rollBack(input, script);
    return String(calls.at(-1)?.arguments.Message).split('\n');
  };

  it.each([
    ROLL_BACK.restoreLegacy,
    ROLL_BACK.stopMigration,
    ROLL_BACK.confirmLegacy,
    ROLL_BACK.notifyRollBack,
  ])('%s is told without a function, and the rollback has failed', async (state) => {
    const { status, error, cause, path, calls } = await rollBack(ALARM_EVENT, {
      [state]: fails('Oops', 'x'),
    });
    expect(path.slice(-3)).toEqual([state, 'TellRollBackFailed', 'RollBackFailed']);
    expect({ status, error, cause }).toEqual({ status: 'FAILED', error: 'Oops', cause: 'x' });
    const { Message, Subject } = calls.at(-1)?.arguments ?? {};
    expect(Subject).toBe('shop: ROLLBACK FAILED, look at once');
    expect(String(Message)).toContain(`failed in ${state}.`);
    expect(String(Message)).toContain('Why it was rolled back: Alarm shop-cluster-5xx: ');
    expect(String(Message)).toContain('What failed: Oops: x');
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
  ])('with the cause %s is told in plain words', async (cause, plain) => {
    const told = await linesTold(ALARM_EVENT, { RestoreLegacy: fails('Oops', cause) });
    expect(told).toContain(`What failed: ${plain}`);
  });

  it('is told whatever its cause is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.boolean(), async (text, wrapped) => {
        const cause = wrapped ? lambdaError(text) : text;
        const { path } = await rollBack({}, { RestoreLegacy: fails('Oops', cause) });
        expect(path.at(-2)).toBe('TellRollBackFailed');
        expect(path.at(-1)).toBe('RollBackFailed');
      }),
      { numRuns: 50 },
    );
  });

  it('is told with the plain reason of the rollback too', async () => {
    const request = { ...MIGRATION_REQUEST, reason: `ForeignWrite: ${lambdaError('Zone Z1: "x"')}` };
    const told = await linesTold(request, { RestoreLegacy: fails('Oops', 'x') });
    expect(told).toContain('Why it was rolled back: ForeignWrite: Zone Z1: "x"');
  });

  it('fails with its own error when people can’t be told either', async () => {
    const { error } = await rollBack({}, { RestoreLegacy: fails('Oops'), TellRollBackFailed: fails('SNS') });
    expect(error).toBe('Oops');
  });

  it.each([
    ERRORS.transient,
    'Lambda.TooManyRequestsException',
    'Lambda.Unknown',
    'Sandbox.Timedout',
    'Runtime.ExitError',
    'States.Timeout',
  ])('is tried again for 20 minutes after %s', async (name) => {
    const { calls } = await rollBack({}, { RestoreLegacy: fails(name) });
    const tries = calls.filter(({ state }) => state === 'RestoreLegacy').map(({ now }) => now);
    expect(tries).toHaveLength(241);
    expect((tries.at(-1) ?? 0) - START).toBe(20 * MINUTE);
  });

  it('is not tried again when that can’t help', async () => {
    const { calls } = await rollBack({}, { RestoreLegacy: fails(ERRORS.beforeImageUnreadable) });
    expect(calls.filter(({ state }) => state === 'RestoreLegacy')).toHaveLength(1);
  });
});
