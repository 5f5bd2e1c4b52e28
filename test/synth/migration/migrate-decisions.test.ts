import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import type { Decision } from '../../../lambdas/migration/contract/holds.ts';
import { StateError } from '../support/execution.ts';
import { decide, once } from '../support/scripted-decisions.ts';
import { fails, migrate } from '../support/shop-machines.ts';
import {
  at,
  changed,
  MINUTE,
  type Script,
  type ScriptedRun,
  START,
  STEPS,
  verdict,
} from './support/scripted-run.ts';

describe('a decision on a soak on hold', () => {
  const held = (resume: string, decision: Decision): Promise<ScriptedRun> =>
    migrate({
      JudgeSoak: once({ ...verdict('hold'), resume }, ({ payload }) =>
        verdict('pass', { last: payload.step >= STEPS - 1 }),
      ),
      HoldForDecision: () => decision,
    });

  it('promote continues with the next step', async () => {
    const { path, calls } = await held('NextStep', decide('promote'));
    expect(path.join()).toContain('HoldForDecision,Decision,JudgePromotion,Promotion,ShiftWeight');
    expect(calls.filter(({ state }) => state === 'ShiftWeight').map(({ payload }) => payload.step)).toEqual([
      0, 1, 2, 3, 4,
    ]);
  });

  it.each(['ShiftWeight', 'ConfirmWeight', 'RetireLegacyRecords', 'CloseMigration', 'AdoptRecords'])(
    'promote goes on at %s where the hold says so, with the same step',
    async (resume) => {
      const { status, path, calls } = await held(resume, decide('promote'));
      expect(status).toBe('SUCCEEDED');
      expect(path.join()).toContain(`Decision,JudgePromotion,Promotion,${resume}`);
      const resumed = calls.slice(calls.findIndex(({ state }) => state === 'HoldForDecision'));
      const next = resumed.find(
        ({ payload }) => typeof payload.step === 'number' && payload.taskToken === undefined,
      );
      expect(next?.payload.step ?? 0).toBe(0);
    },
  );

  it('extend soaks on until then', async () => {
    const until = at(START + 500 * MINUTE);
    const { path, calls } = await held('NextStep', decide('extend', until));
    expect(path.join()).toContain('HoldForDecision,Decision,WhichSoak,Soak 5 %,JudgeSoak');
    const judged = calls.filter(({ state }) => state === 'JudgeSoak')[1];
    expect(judged).toMatchObject({ now: START + 500 * MINUTE, payload: { soakUntil: until, step: 0 } });
  });

  it('abort rolls back for the person’s reason', async () => {
    const { status, error, cause, path } = await held('NextStep', decide('abort'));
    expect({ status, error, cause }).toEqual({
      status: 'FAILED',
      error: ERRORS.aborted,
      cause: 'looked at it',
    });
    expect(path.slice(-2)).toEqual(['StartRollBack', 'RolledBack']);
  });

  it('extend and abort ask no alarm', async () => {
    for (const decision of ['extend', 'abort'] as const) {
      const { path } = await held('NextStep', decide(decision, at(START)));
      expect(path).not.toContain('JudgePromotion');
    }
  });

  it('that nobody knows rolls back', async () => {
    const { error, path } = await held('NextStep', { ...decide('promote'), decision: 'sure' as 'promote' });
    expect(error).toBe(ERRORS.invalidInput);
    expect(path.at(-1)).toBe('RolledBack');
  });

  it('that fits no state rolls back', async () => {
    const { error, path } = await held('Nowhere', decide('promote'));
    expect(error).toBe(ERRORS.soakFailed);
    expect(path.at(-1)).toBe('RolledBack');
  });

  it('none, for as long as the hold may last, rolls back', async () => {
    const { error, cause, calls } = await migrate({
      JudgeSoak: () => verdict('hold'),
      HoldForDecision: fails('States.Timeout'),
    });
    expect({ error, cause }).toEqual({ error: 'States.Timeout', cause: 'Nobody decided within 1 day.' });
    expect(calls.find(({ state }) => state === 'HoldForDecision')?.timeoutSeconds).toBe(24 * 3600);
  });
});

describe('a promoted hold', () => {
  const promoted = (judge: Script[string], more: Script = {}): Promise<ScriptedRun> =>
    migrate({
      JudgeSoak: once({ ...verdict('hold'), reasons: ['approval asked for'] }, ({ payload }) =>
        verdict('pass', { last: payload.step >= STEPS - 1 }),
      ),
      HoldForDecision: () => decide('promote'),
      JudgePromotion: judge,
      ...more,
    });

  it('is judged by the alarms before anything is shifted, with the reasons that the person was given', async () => {
    const { calls } = await promoted(() => ({ verdict: 'pass', reasons: [], legacy: [] }));
    const judged = calls.findIndex(({ state }) => state === 'JudgePromotion');
    expect(calls[judged]?.payload).toEqual({
      run: expect.objectContaining({ name: 'run-1' }),
      reasons: ['approval asked for'],
      legacy: [],
      continues: '',
      resume: 'NextStep',
    });
    expect(calls[judged + 1]?.state).toBe('ShiftWeight');
  });

  it('rolls back over an alarm that fires', async () => {
    const { error, cause, path } = await promoted(() => ({
      verdict: 'fail',
      reasons: ['Alarm a is in ALARM'],
      legacy: [],
    }));
    expect({ error, cause }).toEqual({ error: ERRORS.soakFailed, cause: 'Alarm a is in ALARM' });
    expect(path.slice(-4)).toEqual(['JudgePromotion', 'Promotion', 'StartRollBack', 'RolledBack']);
    expect(path.filter((state) => state === 'ShiftWeight')).toHaveLength(1);
  });

  it('holds again if something is unknown, at the same place and for that', async () => {
    const { status, path, calls } = await promoted(
      once({ verdict: 'hold', reasons: ['Alarm a could not be read'], legacy: [] }, () => ({
        verdict: 'pass',
        reasons: [],
        legacy: [],
      })),
    );
    expect(status).toBe('SUCCEEDED');
    expect(path.join()).toContain('Promotion,HoldForDecision,Decision,JudgePromotion,Promotion,ShiftWeight');
    const holds = calls.filter(({ state }) => state === 'HoldForDecision').map(({ payload }) => payload);
    expect(holds).toMatchObject([
      { state: 'JudgeSoak', step: 0, reasons: ['approval asked for'] },
      { state: 'JudgeSoak', step: 0, reasons: ['Alarm a could not be read'] },
    ]);
    const judged = calls
      .filter(({ state }) => state === 'JudgePromotion')
      .map(({ payload }) => payload.reasons);
    expect(judged).toEqual([['approval asked for'], ['Alarm a could not be read']]);
  });

  it.each([
    ['a verdict that nobody knows', () => ({ verdict: 'splendid', reasons: [], legacy: [] })],
    ['a judge that fails', fails('Oops')],
  ])('rolls back by %s', async (_what, judge) => {
    const { path } = await promoted(judge);
    expect(path.slice(-2)).toEqual(['StartRollBack', 'RolledBack']);
  });
});

describe.each([
  ['what somebody else wrote', ERRORS.foreignWrite, 'www holds 192.0.2.1'],
  ['what Route 53 refuses', ERRORS.changeRefused, 'www is protected'],
])('%s', (_what, error, cause) => {
  const STATES = [
    'AdoptRecords',
    'ShiftWeight',
    'ConfirmWeight',
    'RetireLegacyRecords',
    'CloseMigration',
  ] as const;
  const failing = (state: string, ...decisions: Decision[]): Promise<ScriptedRun> =>
    migrate({
      [state]: (call) => {
        if (call.visits === 0) throw new StateError(error, cause);
        return state === 'ConfirmWeight'
          ? { soakFrom: at(call.now), soakUntil: at(call.now) }
          : { waitUntil: at(call.now), changes: [{ acceptedAt: at(call.now) }] };
      },
      HoldForDecision: ({ visits }) => decisions[visits],
    });

  it.each(STATES)('holds at %s, and is tried again when a person says so', async (state) => {
    const { status, path, calls } = await failing(state, decide('promote'));
    expect(status).toBe('SUCCEEDED');
    expect(path.join()).toContain(`${state},HoldForDecision,Decision,JudgePromotion,Promotion,${state}`);
    expect(calls.find((call) => call.state === 'HoldForDecision')?.payload).toMatchObject({
      state,
      reasons: [cause],
    });
  });

  it.each(STATES)('is asked about again at %s when a person wants time', async (state) => {
    const until = START + 1000 * MINUTE;
    const { path, calls } = await failing(state, decide('extend', at(until)), decide('abort'));
    expect(path.join()).toContain('Decision,WaitToAskAgain,HoldForDecision,Decision,StartRollBack');
    const asked = calls.filter((call) => call.state === 'HoldForDecision');
    expect(asked.map(({ payload }) => payload.state)).toEqual([state, state]);
    expect(asked[1]?.now).toBe(until);
  });

  it('does not hold before anything was changed', async () => {
    const { path } = await migrate({ LowerTtl: fails(error) });
    expect(path.slice(-2)).toEqual(['StartRollBack', 'RolledBack']);
  });
});

describe('other decisions on a soak', () => {
  const heldAt = (step: number, decision: Decision, script: Script = {}): Promise<ScriptedRun> =>
    migrate({
      JudgeSoak: (call) =>
        call.visits === step
          ? verdict('hold', { resume: 'NextStep' })
          : verdict('pass', { last: call.payload.step >= STEPS - 1 }),
      HoldForDecision: () => decision,
      ...script,
    });
  const shifts = ({ calls }: ScriptedRun) =>
    calls
      .filter(({ state }) => state === 'ShiftWeight')
      .map(({ payload: { step, from, jumps } }) => [step, from, jumps]);

  it('promoteToEnd makes the last step next, after the alarms were read', async () => {
    const ran = await heldAt(1, decide('promoteToEnd', '', { step: 4, from: 1 }));
    expect(ran.status).toBe('SUCCEEDED');
    expect(ran.path.join()).toContain('Decision,JudgePromotion,Promotion,ShiftWeight');
    expect(shifts(ran)).toEqual([
      [0, -1, 0],
      [1, -1, 0],
      [4, 1, 1],
    ]);
    const [judged] = ran.calls.filter(({ state }) => state === 'JudgePromotion');
    expect(judged?.payload).toMatchObject({ resume: 'JumpToStep' });
    expect(ran.calls.findLast(({ state }) => state === 'JudgeSoak')?.payload).toMatchObject({
      step: 4,
      from: 1,
    });
  });

  it('promoteToEnd is asked again as a promotion, if something is unknown', async () => {
    const ran = await heldAt(1, decide('promoteToEnd', '', { step: 4, from: 1 }), {
      HoldForDecision: once(decide('promoteToEnd', '', { step: 4, from: 1 }), () => decide('promote')),
      JudgePromotion: once({ verdict: 'hold', reasons: ['no data'], legacy: [], frozenUntil: '' }, () => ({
        verdict: 'pass',
        reasons: [],
        legacy: [],
        frozenUntil: '',
      })),
    });
    expect(shifts(ran).map(([step]) => step)).toEqual([0, 1, 2, 3, 4]);
  });

  it('skipDown goes back without asking, and then up again', async () => {
    const ran = await heldAt(2, decide('skipDown', '', { step: 0, from: 2 }));
    expect(ran.path.join()).toContain('HoldForDecision,Decision,ShiftWeight');
    expect(shifts(ran)).toEqual([
      [0, -1, 0],
      [1, -1, 0],
      [2, -1, 0],
      [0, 2, 1],
      [1, -1, 1],
      [2, -1, 1],
      [3, -1, 1],
      [4, -1, 1],
    ]);
  });

  it('retry judges again at once', async () => {
    const ran = await heldAt(0, decide('retry', at(START)));
    expect(ran.path.join()).toContain('HoldForDecision,Decision,WhichSoak,Soak 5 %,JudgeSoak');
  });

  it('retry tries a failed change again', async () => {
    const ran = await migrate({
      ShiftWeight: once(new StateError(ERRORS.changeRefused), ({ now }) => changed(now)),
      HoldForDecision: () => decide('retry', at(START)),
    });
    expect(ran.path.join()).toContain('Decision,JudgePromotion,Promotion,ShiftWeight');
  });
});
