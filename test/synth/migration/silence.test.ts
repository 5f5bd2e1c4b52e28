import { StateError } from '../support/execution.ts';
import { decide, once } from '../support/scripted-decisions.ts';
import { migrate } from '../support/shop-machines.ts';
import { at, type Call, MINUTE, type Script, START, STEPS } from './support/scripted-run.ts';

/** A soak or a drain of a day. */
const DAY: Script = {
  ConfirmWeight: ({ now }) => ({
    summary: '',
    inSyncAt: at(now),
    soakFrom: at(now),
    soakUntil: at(now + 24 * 60 * MINUTE),
  }),
  RetireLegacyRecords: ({ now }) => ({
    summary: '',
    percent: 100,
    waitUntil: at(now + 24 * 60 * MINUTE),
    ttlInForceSeconds: 60,
    changes: [{ zoneId: 'Z1', changeIds: ['C1'], acceptedAt: at(now), epoch: 1 }],
  }),
};
/** So often nobody hears of Watch; then the wait lasts until its end. */
const silentFor =
  (times: number) =>
  ({ visits }: Call): never => {
    throw new StateError(visits < times ? 'States.HeartbeatTimeout' : 'States.Timeout');
  };
const HELD = {
  reasons: ['approval asked for'],
  last: false,
  soakUntil: '',
  extensions: 0,
  resume: 'NextStep',
};
const STARTED = { summary: '' };
const starts = (calls: readonly Call[]) => calls.filter(({ state }) => state.startsWith('StartWatch in'));

describe('while Watch is silent', () => {
  it('a soak has its schedule made again within ten minutes, and lasts as long as it would have', async () => {
    const { status, calls, path } = await migrate({
      ...DAY,
      'Soak 5 %': silentFor(2),
      'StartWatch in the soak': () => STARTED,
    });
    expect(status).toBe('SUCCEEDED');
    expect(path.join()).toContain(
      'Soak 5 %,IsWatchSilentInTheSoak,StartWatch in the soak,WhichSoak,Soak 5 %',
    );
    expect(starts(calls).map(({ payload }) => payload.silences)).toEqual([1, 2]);
    const [first, second] = starts(calls);
    const [judged] = calls.filter(({ state }) => state === 'JudgeSoak');
    const begun = calls.find(({ state }) => state === 'Soak 5 %')?.now ?? 0;
    expect([first, second, judged].map((call) => (call?.now ?? 0) - begun)).toEqual(
      [10, 20, 24 * 60].map((minutes) => minutes * MINUTE),
    );
  });

  it('the drain has it made again, too', async () => {
    const { status, path } = await migrate({
      ...DAY,
      WaitForDrain: silentFor(1),
      'StartWatch in the drain': () => STARTED,
    });
    expect(status).toBe('SUCCEEDED');
    expect(path.join()).toContain(
      'WaitForDrain,IsWatchSilentInTheDrain,StartWatch in the drain,WaitForDrain,MeasureLegacyTraffic',
    );
  });

  it('for the fourth time in one soak, a person is asked; each step counts anew', async () => {
    const { calls, status } = await migrate({
      ...DAY,
      'Soak 5 %': silentFor(3),
      'Soak 25 %': silentFor(4),
      'StartWatch in the soak': () => STARTED,
      HoldForDecision: ({ now }) => decide('extend', at(now + MINUTE)),
    });
    expect(status).toBe('SUCCEEDED');
    expect(starts(calls).map(({ payload }) => payload.silences)).toEqual([1, 2, 3, 1, 2, 3]);
    const [hold, ...others] = calls.filter(({ state }) => state === 'HoldForDecision');
    expect(others).toEqual([]);
    expect(hold?.payload).toMatchObject({
      state: 'JudgeSoak',
      step: 1,
      reasons: [expect.stringContaining('Watch was silent for 10 minutes, 4 times.')],
    });
  });

  it('a promotion leads on, out of the last soak to the end of the shift', async () => {
    const { status, path } = await migrate({
      ...DAY,
      'Soak 75 %': silentFor(4),
      'Soak 100 %': silentFor(4),
      'StartWatch in the soak': () => STARTED,
      HoldForDecision: () => decide('promote'),
    });
    expect(status).toBe('SUCCEEDED');
    const after = path.flatMap((state, i) => (state === 'Promotion' ? [path[i + 1]] : []));
    expect(after).toEqual(['ShiftWeight', 'RetireLegacyRecords']);
  });

  it('and its schedule can’t be made, a person is asked: that is no reason to roll back', async () => {
    const { calls } = await migrate({
      ...DAY,
      'Soak 5 %': silentFor(1),
      'StartWatch in the soak': () => {
        throw new StateError('AccessDeniedException', 'not authorized');
      },
      HoldForDecision: () => decide('abort'),
    });
    const hold = calls.find(({ state }) => state === 'HoldForDecision');
    expect(hold?.payload.reasons).toEqual([expect.stringContaining('not authorized')]);
  });

  it('a soak that is shorter than a heartbeat ends by its verdict', async () => {
    const { path, calls } = await migrate({
      'Soak 5 %': silentFor(1),
      JudgeSoak: ({ payload, visits, now }) => ({
        verdict: visits === 0 ? 'inconclusive' : 'pass',
        reasons: [],
        last: payload.step === STEPS - 1,
        soakUntil: payload.soakUntil ?? at(now),
        extensions: 0,
        resume: 'NextStep',
      }),
    });
    expect(path.join()).toContain(
      'Soak 5 %,IsWatchSilentInTheSoak,JudgeSoak,Verdict,WhichSoak,Soak 5 %,JudgeSoak',
    );
    expect(starts(calls)).toEqual([]);
    expect(calls[0]?.now).toBe(START);
  });
});

describe('while Watch is silent in a hold', () => {
  const held = (script: Script) =>
    migrate({
      JudgeSoak: once({ ...HELD, verdict: 'hold' }, ({ payload }) => ({
        ...HELD,
        verdict: 'pass',
        last: payload.step === STEPS - 1,
      })),
      'StartWatch in the hold': () => STARTED,
      ...script,
    });
  const holds = (calls: readonly Call[]) => calls.filter(({ state }) => state === 'HoldForDecision');

  it('its schedule is made again within ten minutes, and the same hold waits on, until its end', async () => {
    const { calls, path, error } = await held({ HoldForDecision: silentFor(2) });
    expect(path.join()).toContain(
      'HoldForDecision,IsWatchSilentInTheHold,StartWatch in the hold,HoldForDecision,IsWatchSilentInTheHold',
    );
    expect(starts(calls).map(({ payload }) => payload.silences)).toEqual([1, 2]);
    expect(holds(calls).map(({ payload }) => payload.again)).toEqual([false, true, true]);
    expect(holds(calls).map(({ timeoutSeconds }) => timeoutSeconds)).toEqual([
      86_400,
      86_400 - 600,
      86_400 - 1200,
    ]);
    expect(error).toBe('States.Timeout');
    const [judged] = calls.filter(({ state }) => state === 'JudgeTimeOut');
    expect((judged?.now ?? 0) - (holds(calls)[0]?.now ?? 0)).toBe(24 * 60 * MINUTE);
  });

  it('after the fourth time it waits without a heartbeat: nothing is rolled back, and nothing grows', async () => {
    const { calls, path } = await held({ HoldForDecision: silentFor(5) });
    expect(starts(calls).map(({ payload }) => payload.silences)).toEqual([1, 2, 3]);
    expect(holds(calls)).toHaveLength(5);
    // The last heartbeat is a second before the hold's end: so it is over.
    expect(path.join()).toContain('HoldForDecision,IsWatchSilentInTheHold,JudgeTimeOut');
    expect((calls.at(-1)?.now ?? 0) - (holds(calls)[0]?.now ?? 0)).toBeGreaterThan((24 * 60 - 1) * MINUTE);
  });

  it('the next hold counts anew, and is a new one', async () => {
    const { calls, status } = await migrate({
      JudgeSoak: ({ payload, visits }) => ({
        ...HELD,
        verdict: visits % 2 === 0 ? 'hold' : 'pass',
        last: payload.step === STEPS - 1,
      }),
      HoldForDecision: ({ visits, now }) => {
        if (visits % 2 === 0) throw new StateError('States.HeartbeatTimeout');
        return decide('extend', at(now + MINUTE));
      },
      'StartWatch in the hold': () => STARTED,
    });
    expect(status).toBe('SUCCEEDED');
    expect(starts(calls).map(({ payload }) => payload.silences)).toEqual(starts(calls).map(() => 1));
    expect(holds(calls).map(({ payload }) => payload.again)).toEqual(holds(calls).map((_, i) => i % 2 === 1));
    expect(
      holds(calls)
        .filter((_, i) => i % 2 === 0)
        .map(({ timeoutSeconds }) => timeoutSeconds),
    ).toEqual(starts(calls).map(() => 86_400));
  });

  it('and its schedule can’t be made, people are asked anew, with why', async () => {
    const { calls, path } = await held({
      HoldForDecision: ({ visits }) => {
        if (visits === 0) throw new StateError('States.HeartbeatTimeout');
        return decide('abort');
      },
      'StartWatch in the hold': () => {
        throw new StateError('AccessDeniedException', 'not authorized');
      },
    });
    expect(holds(calls).map(({ payload }) => [payload.again, payload.state])).toEqual([
      [false, 'JudgeSoak'],
      [false, 'JudgeSoak'],
    ]);
    expect(holds(calls)[1]?.payload.reasons).toEqual([expect.stringContaining('not authorized')]);
    expect(path.at(-1)).toBe('RolledBack');
  });
});
