import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import type { Decision } from '../../../lambdas/migration/contract/holds.ts';
import type { PromotionVerdict, StepVerdict } from '../../../lambdas/migration/contract/payloads.ts';
import { edgesOf } from '../support/definition.ts';
import { StateError } from '../support/execution.ts';
import { definition } from '../support/machines.ts';
import { decide, once } from '../support/scripted-decisions.ts';
import { fails, migrate } from '../support/shop-machines.ts';
import {
  at,
  MINUTE,
  type Script,
  type ScriptedRun,
  START,
  STEPS,
  validated,
  verdict,
} from './support/scripted-run.ts';

const WELL: StepVerdict = { verdict: 'pass', reasons: ['Well.'], legacy: [], frozenUntil: '' };
const SMALL: StepVerdict = {
  verdict: 'hold',
  reasons: ['The next step waits.', 'too small'],
  legacy: ['too small'],
  frozenUntil: '',
};

const asked = ({ calls }: ScriptedRun) =>
  calls.filter(({ state }) => state === 'HoldForDecision').map(({ payload }) => payload);
const judged = ({ calls }: ScriptedRun, judge: string) =>
  calls.filter(({ state }) => state === judge).map(({ payload }) => payload);

describe('legacy is judged', () => {
  it('right before each step, and before its records are retired', async () => {
    const ran = await migrate({});
    expect(judged(ran, 'JudgeLegacy').map(({ next }) => next)).toEqual([
      ...Array.from({ length: STEPS }, () => 'ShiftWeight'),
      'RetireLegacyRecords',
    ]);
    const before = ran.path.flatMap((state, i) =>
      state === 'ShiftWeight' || state === 'RetireLegacyRecords' ? [ran.path[i - 1]] : [],
    );
    expect(new Set(before)).toEqual(new Set(['IsLegacyReady']));
  });

  it('also before the first step of a run that continues a stopped one', async () => {
    const ran = await migrate({
      ValidateInput: () => validated({ step: 2, continues: 'run-0' }),
    });
    expect(ran.path.join()).toContain('IsReady,StartWatch again,JudgeLegacy,IsLegacyReady,ShiftWeight');
    const [first, ...others] = judged(ran, 'JudgeLegacy').map(({ continues }) => continues);
    expect(first).toBe('run-0');
    expect(new Set(others)).toEqual(new Set(['']));
  });

  it('on every way to a step: by JudgeLegacy, or by JudgePromotion after a person’s answer', () => {
    const ways = edgesOf(definition('Migrate'));
    const waysTo = (state: string) => new Set(ways.filter(({ to }) => to === state).map(({ from }) => from));
    // Back to an earlier step nothing is asked: the cluster then gets less than it had.
    expect(waysTo('ShiftWeight')).toEqual(new Set(['IsLegacyReady', 'Promotion', 'Decision']));
    expect(waysTo('RetireLegacyRecords')).toEqual(new Set(['IsLegacyReady', 'Promotion']));
    expect(new Set(ways.filter(({ to }) => to === 'Promotion').map(({ from }) => from))).toEqual(
      new Set(['JudgePromotion']),
    );
  });
});

describe('a legacy that is not ready', () => {
  const held = (judge: Script[string], ...decisions: (Decision | Script[string])[]): Promise<ScriptedRun> =>
    migrate({
      JudgeLegacy: judge,
      HoldForDecision: (call) => {
        const decision = decisions[call.visits];
        return typeof decision === 'function' ? decision(call) : decision;
      },
    });

  it('holds, and says what is wrong with it', async () => {
    const ran = await held(
      once(SMALL, () => WELL),
      decide('promote'),
    );
    expect(asked(ran)).toMatchObject([
      { state: 'JudgeLegacy', step: 0, reasons: SMALL.reasons, legacy: ['too small'] },
    ]);
    expect(ran.status).toBe('SUCCEEDED');
  });

  it('is passed by at the next step, if a person says so and the alarms allow it', async () => {
    const ran = await held(({ visits }) => (visits === 2 ? SMALL : WELL), decide('promote'));
    expect(ran.path.join()).toContain('HoldForDecision,Decision,JudgePromotion,Promotion,ShiftWeight');
    expect(judged(ran, 'JudgePromotion')).toMatchObject([{ legacy: ['too small'], resume: 'ShiftWeight' }]);
    expect(judged(ran, 'ShiftWeight').map(({ step }) => step)).toEqual([0, 1, 2, 3, 4]);
  });

  it('is passed by where the records are retired, too', async () => {
    const ran = await held(
      ({ payload }) => (payload.next === 'ShiftWeight' ? WELL : SMALL),
      decide('promote'),
    );
    expect(ran.path.join()).toContain('Promotion,RetireLegacyRecords');
    expect(ran.status).toBe('SUCCEEDED');
  });

  it('is judged again after a time that a person gives it', async () => {
    const until = START + 500 * MINUTE;
    const ran = await held(
      once(SMALL, () => WELL),
      decide('extend', at(until)),
    );
    expect(ran.path.join()).toContain('Decision,WaitForLegacy,JudgeLegacy,IsLegacyReady,ShiftWeight');
    expect(ran.calls.filter(({ state }) => state === 'JudgeLegacy')[1]).toMatchObject({
      now: until,
      payload: { next: 'ShiftWeight' },
    });
  });

  it('is rolled back to on a person’s word', async () => {
    const ran = await held(() => SMALL, decide('abort'));
    expect(ran.path.slice(-2)).toEqual(['StartRollBack', 'RolledBack']);
  });

  it('is held for if nobody could judge it', async () => {
    const ran = await held(fails('Oops', 'out of memory'), decide('abort'));
    const why = 'JudgeLegacy: Oops: out of memory';
    expect(asked(ran)).toMatchObject([{ state: 'JudgeLegacy', reasons: [why], legacy: [why] }]);
  });

  it('never is rolled back to by a time-out, however often nobody decides', async () => {
    const ran = await migrate({
      JudgeLegacy: () => SMALL,
      JudgeTimeOut: ({ payload }) => ({ ...SMALL, legacy: [`still ${payload.held}`] }),
      HoldForDecision: (call) => {
        if (call.visits < 3) return fails('States.Timeout')(call);
        return decide('abort');
      },
    });
    expect(asked(ran).map(({ state, reasons, legacy }) => ({ state, reasons, legacy }))).toEqual([
      { state: 'JudgeLegacy', reasons: SMALL.reasons, legacy: ['too small'] },
      { state: 'JudgeLegacy', reasons: SMALL.reasons, legacy: ['still too small'] },
      { state: 'JudgeLegacy', reasons: SMALL.reasons, legacy: ['still still too small'] },
      { state: 'JudgeLegacy', reasons: SMALL.reasons, legacy: ['still still still too small'] },
    ]);
    expect(ran.path.filter((state) => state === 'ShiftWeight')).toEqual([]);
  });
});

describe('the time-out of any other hold', () => {
  const timedOut = (judge: Script[string]): Promise<ScriptedRun> =>
    migrate({
      JudgeSoak: () => verdict('hold', { reasons: ['approval'] }),
      HoldForDecision: (call) => (call.visits === 0 ? fails('States.Timeout')(call) : decide('abort')),
      JudgeTimeOut: judge,
    });

  it('rolls back to a legacy that can take the traffic', async () => {
    const ran = await timedOut(() => WELL);
    expect(ran).toMatchObject({ error: 'States.Timeout', cause: 'Nobody decided within 1 day.' });
    expect(asked(ran)).toHaveLength(1);
  });

  it.each<[string, Script[string], string]>([
    ['may not', () => SMALL, 'too small'],
    ['was not judged', fails('Oops', 'out of memory'), 'JudgeTimeOut: Oops: out of memory'],
    ['got a verdict that nobody knows', () => ({ ...SMALL, verdict: 'splendid' }), 'too small'],
  ])('asks again if it %s, and stays the same hold', async (_what, judge, legacy) => {
    const ran = await timedOut(judge);
    expect(asked(ran)).toMatchObject([
      { state: 'JudgeSoak', reasons: ['approval'], legacy: [] },
      { state: 'JudgeSoak', reasons: ['approval'], legacy: [legacy] },
    ]);
    expect(ran.error).toBe('Aborted');
  });
});

describe('a freeze', () => {
  const LASTS = 3 * 24 * 60 * MINUTE;
  const frozenFrom = (now: number): StepVerdict & PromotionVerdict => ({
    verdict: 'frozen',
    reasons: ['Frozen.'],
    legacy: [],
    frozenUntil: at(now + LASTS),
  });
  const promotes = (ran: ScriptedRun) => judged(ran, 'JudgePromotion');

  it('delays the step to its end; then alarms and legacy are judged again', async () => {
    const without = await migrate({});
    const ran = await migrate({ JudgeLegacy: ({ now, visits }) => (visits === 1 ? frozenFrom(now) : WELL) });
    expect(ran.path.join()).toContain(
      'JudgeLegacy,IsLegacyReady,WaitForFreezeEnd,JudgePromotion,Promotion,ShiftWeight,WaitForPropagation',
    );
    expect(promotes(ran)).toMatchObject([{ reasons: [], legacy: [], resume: 'ShiftWeight' }]);
    expect(ran.endedAt - without.endedAt).toBe(LASTS);
    const steps = (run: ScriptedRun) => judged(run, 'ShiftWeight').map(({ step }) => step);
    expect(steps(ran)).toEqual(steps(without));
  });

  it("keeps legacy's records from being retired", async () => {
    const ran = await migrate({
      JudgeLegacy: ({ now, payload }) => (payload.next === 'RetireLegacyRecords' ? frozenFrom(now) : WELL),
    });
    expect(ran.path.join()).toContain('WaitForFreezeEnd,JudgePromotion,Promotion,RetireLegacyRecords');
    expect(ran.status).toBe('SUCCEEDED');
  });

  it('that somebody used to change the zone ends in a hold: the step checks it first', async () => {
    const { path, calls } = await migrate({
      JudgeLegacy: once(frozenFrom(START), () => WELL),
      ShiftWeight: () => {
        throw new StateError(ERRORS.foreignWrite, 'www.shop.test has A 203.0.113.9');
      },
      HoldForDecision: () => decide('abort'),
    });
    expect(path.join()).toContain('WaitForFreezeEnd,JudgePromotion,Promotion,ShiftWeight,HoldForDecision');
    const hold = calls.find(({ state }) => state === 'HoldForDecision');
    expect(hold?.payload.reasons).toEqual(['www.shop.test has A 203.0.113.9']);
  });

  it('delays what a person promotes, and goes on as they decided', async () => {
    const ran = await migrate({
      JudgeSoak: once(verdict('hold', { resume: 'NextStep' }), ({ payload }) =>
        verdict('pass', { last: payload.step === STEPS - 1 }),
      ),
      HoldForDecision: () => decide('promote'),
      JudgePromotion: once(frozenFrom(START), (): PromotionVerdict => ({ ...WELL, verdict: 'pass' })),
    });
    expect(ran.path.join()).toContain('Promotion,WaitForFreezeEnd,JudgePromotion,Promotion,ShiftWeight');
    expect(judged(ran, 'ShiftWeight').map(({ step }) => step)).toEqual([0, 1, 2, 3, 4]);
  });
});
