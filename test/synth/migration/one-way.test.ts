import { shop } from '../../../bin/shop.ts';
import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import { edgesOf } from '../support/definition.ts';
import { StateError } from '../support/execution.ts';
import { keptTemplates } from '../support/kept-synth.ts';
import { definition } from '../support/machines.ts';
import { decide, once } from '../support/scripted-decisions.ts';
import { fails } from '../support/shop-machines.ts';
import { at, run, type Script, STEPS, validated, verdict } from './support/scripted-run.ts';

/** The third of the shop's five steps. */
const ONE_WAY = 2;

const template = keptTemplates(import.meta.filename, ({ synthesize }) => ({
  oneWay: synthesize({ ...shop, oneWayFrom: 50 }),
}));
const migrate = (script: Script) => run(template('oneWay'), 'Migrate', {}, script);

/** In the round of step `index` this task fails once. */
const failingAt = (state: string, index: number): Script => ({
  [state]: (call) => {
    if (call.payload.step === index && call.tries === 0 && call.visits <= index)
      throw new StateError('Broken');
    return passing(state, call.payload.step, call.now);
  },
});
const passing = (state: string, step: number, now: number): unknown =>
  state === 'ConfirmWeight'
    ? { summary: '', inSyncAt: at(now), soakFrom: at(now), soakUntil: at(now) }
    : verdict('pass', { last: step >= STEPS - 1 });

const ABORTS: Script = { HoldForDecision: () => decide('abort') };
const startedWith = ({ calls }: Awaited<ReturnType<typeof migrate>>) =>
  calls.filter(({ state }) => state === 'StartRollBack').map(({ payload }) => payload);

describe('what fails', () => {
  it.each(['ConfirmWeight', 'JudgeSoak'])('before the one-way step is rolled back: %s', async (state) => {
    const ran = await migrate({ ...failingAt(state, ONE_WAY - 1), ...ABORTS });
    expect(ran.path.slice(-3)).toEqual(['IsOneWay', 'StartRollBack', 'RolledBack']);
    expect(ran.path).not.toContain('HoldForDecision');
    expect(startedWith(ran)).toMatchObject([
      { source: 'migration', reason: expect.stringContaining('Broken') },
    ]);
  });

  it.each([
    ['ConfirmWeight', 'ConfirmWeight'],
    ['JudgeSoak', 'NextStep'],
  ])('since then is held, and a promotion continues there: %s', async (state, resume) => {
    const ran = await migrate({ ...failingAt(state, ONE_WAY), HoldForDecision: () => decide('promote') });
    expect(ran.status).toBe('SUCCEEDED');
    const [asked] = ran.calls.filter((call) => call.state === 'HoldForDecision');
    expect(asked?.payload).toMatchObject({ state, reasons: ['Broken: '], legacy: [], oneWay: true });
    const [judged] = ran.calls.filter((call) => call.state === 'JudgePromotion');
    expect(judged?.payload).toMatchObject({ resume });
    expect(startedWith(ran)).toEqual([]);
  });

  it.each(['RetireLegacyRecords', 'CloseMigration'])('in the drain is held: %s', async (state) => {
    const ran = await migrate({ [state]: fails('Broken'), ...ABORTS });
    expect(ran.path).toContain('HoldForDecision');
    expect(startedWith(ran)).toMatchObject([{ source: 'decision', reason: 'Aborted: looked at it' }]);
  });

  it('is a verdict, too', async () => {
    const ran = await migrate({
      JudgeSoak: ({ payload }) =>
        payload.step === ONE_WAY ? verdict('fail', { resume: 'NextStep' }) : verdict('pass'),
      ...ABORTS,
    });
    const [asked] = ran.calls.filter((call) => call.state === 'HoldForDecision');
    expect(asked?.payload).toMatchObject({
      state: 'JudgeSoak',
      reasons: ['SoakFailed: because'],
      step: ONE_WAY,
    });
    expect(ran.error).toBe(ERRORS.aborted);
  });

  it('is not held if another rollback has the fence', async () => {
    const ran = await migrate({
      ...ABORTS,
      ConfirmWeight: (call) => {
        if (call.payload.step === ONE_WAY) throw new StateError(ERRORS.fenceLost);
        return passing('ConfirmWeight', 0, call.now);
      },
    });
    expect(ran.path).not.toContain('HoldForDecision');
    expect(ran.path.at(-1)).toBe('RolledBack');
  });

  it('is the hold itself: it is tried again a minute later, as it was', async () => {
    const ran = await migrate({
      ...failingAt('ConfirmWeight', ONE_WAY),
      HoldForDecision: once(new StateError('Broken'), () => decide('abort')),
    });
    expect(ran.path.join()).toContain('HoldForDecision,IsOneWay,WaitToHoldAgain,HoldForDecision,Decision');
    const asked = ran.calls.filter((call) => call.state === 'HoldForDecision');
    expect(asked[1]?.payload).toMatchObject({ state: 'ConfirmWeight', reasons: ['Broken: '] });
  });
});

describe('a hold', () => {
  it('says to JudgeTimeOut that its time-out must not roll back', async () => {
    for (const [step, oneWay] of [
      [ONE_WAY - 1, false],
      [ONE_WAY, true],
    ] as const) {
      const ran = await migrate({
        JudgeSoak: ({ payload }) => verdict(payload.step === step ? 'hold' : 'pass'),
        HoldForDecision: once(new StateError('States.Timeout'), () => decide('abort')),
        JudgeTimeOut: () => ({ verdict: 'hold', reasons: ['so it is'], legacy: [] }),
      });
      const [judged] = ran.calls.filter((call) => call.state === 'JudgeTimeOut');
      expect(judged?.payload).toMatchObject({ oneWay });
      expect(ran.error).toBe(ERRORS.aborted);
    }
  });

  it('before the one-way step of a run that is about to begin it is rolled back by a failed promotion', async () => {
    const ran = await migrate({
      JudgeSoak: ({ payload }) => verdict(payload.step === ONE_WAY - 1 ? 'hold' : 'pass'),
      HoldForDecision: () => decide('promote'),
      JudgePromotion: () => ({ verdict: 'fail', reasons: ['ALARM'], legacy: [], frozenUntil: '' }),
    });
    expect(startedWith(ran)).toMatchObject([{ source: 'migration' }]);
  });
});

describe('after a jump', () => {
  /** Step `from` asks, and then `failing` fails in each further round. */
  const skipsDown = (to: number, from: number, failing: number): Script => ({
    JudgeSoak: ({ payload, visits }) => {
      if (payload.step === from && visits === from) return verdict('hold', { resume: 'NextStep' });
      return verdict(payload.step === failing && visits > from ? 'fail' : 'pass', {
        resume: 'NextStep',
        last: payload.step >= STEPS - 1,
      });
    },
    HoldForDecision: once(decide('skipDown', '', { step: to, from }), () => decide('abort')),
  });

  it.each([0, 1])(
    'down from behind the one-way step only a person rolls back, at step %d, too',
    async (failing) => {
      const ran = await migrate(skipsDown(0, ONE_WAY + 1, failing));
      const asked = ran.calls.filter((call) => call.state === 'HoldForDecision');
      expect(asked[1]?.payload).toMatchObject({ step: failing, oneWay: true });
      expect(startedWith(ran)).toMatchObject([{ source: 'decision' }]);
    },
  );

  it('down before the one-way step begins, what fails is rolled back as before', async () => {
    const asks = [ONE_WAY - 1, ONE_WAY];
    const ran = await migrate({
      JudgeSoak: ({ visits }) =>
        verdict(asks.includes(visits) ? 'hold' : visits > ONE_WAY ? 'fail' : 'pass', { resume: 'NextStep' }),
      HoldForDecision: once(decide('skipDown', '', { step: 0, from: ONE_WAY - 1 }), () => decide('promote')),
    });
    expect(ran.calls.findLast(({ state }) => state === 'JudgeSoak')?.payload.step).toBe(ONE_WAY - 1);
    expect(startedWith(ran)).toMatchObject([{ source: 'migration' }]);
  });

  it('to the end that an alarm held back, a promotion is one of a step', async () => {
    const ran = await migrate({
      JudgeSoak: ({ payload, visits }) =>
        verdict(visits === ONE_WAY ? 'hold' : 'pass', {
          resume: 'NextStep',
          last: payload.step >= STEPS - 1,
        }),
      HoldForDecision: once(decide('promoteToEnd', '', { step: STEPS - 1, from: ONE_WAY }), () =>
        decide('promote'),
      ),
      JudgePromotion: once({ verdict: 'fail', reasons: ['ALARM'], legacy: [], frozenUntil: '' }, () => ({
        verdict: 'pass',
        reasons: [],
        legacy: [],
        frozenUntil: '',
      })),
    });
    const shifts = ran.calls
      .filter(({ state }) => state === 'ShiftWeight')
      .map(({ payload }) => payload.step);
    expect(shifts).toEqual([0, 1, 2, 3, 4]);
  });
});

it('a run that takes over a stopped one is one-way from its own first step on', async () => {
  const ran = await migrate({
    ValidateInput: () => validated({ step: ONE_WAY, continues: 'run-0' }),
    ShiftWeight: once(new StateError('Broken'), () => {
      throw new Error('not shifted again');
    }),
    ...ABORTS,
  });
  expect(ran.path.join()).toContain('ShiftWeight,IsOneWay,HoldForDecision');
});

it('a run that takes over one that has gone back from the one-way step holds what fails below it', async () => {
  const broken = (shifted: number) =>
    migrate({
      ValidateInput: () => validated({ step: 0, shifted, continues: 'run-0' }),
      ConfirmWeight: once(new StateError('Broken'), () => {
        throw new Error('not confirmed again');
      }),
      ...ABORTS,
    });
  const held = await broken(ONE_WAY);
  expect(held.path.join()).toContain('ConfirmWeight,IsOneWay,HoldForDecision');
  expect(startedWith(held)).toMatchObject([{ source: 'decision' }]);
  expect((await broken(-1)).path.join()).toContain('ConfirmWeight,IsOneWay,StartRollBack');
});

it('without such a step nothing of it is in the machine', () => {
  expect(edgesOf(definition('Migrate')).map(({ to }) => to)).not.toContain('IsOneWay');
});
