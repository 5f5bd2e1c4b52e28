import { SILENCE_SECONDS } from '../../../lambdas/migration/contract/watch.ts';
import { allStates, definitionOf } from '../support/definition.ts';
import { StateError } from '../support/execution.ts';
import { decide } from '../support/scripted-decisions.ts';
import { fails } from '../support/shop-machines.ts';
import { migrate, PASS, template } from './support/scripted-hooks.ts';
import { type Call, callsOf, MINUTE, payloadsOf, STEPS } from './support/scripted-run.ts';

/** So often nobody hears of Watch beside the first hook. */
const silentFor =
  (times: number) =>
  ({ visits }: Call): unknown => {
    if (visits < times) throw new StateError('States.HeartbeatTimeout');
    return {};
  };
const broken = fails('Broken', 'out of order');
const STARTED = { 'StartWatch during AfterStep': () => ({ summary: '' }) };

describe('while a state machine runs as a hook', () => {
  it('a wait beside it is told which asking it belongs to, and is ended with it', async () => {
    const ran = await migrate('all');
    const [during, after] = ['during', 'after'].map((when) => payloadsOf(ran, `WatchHook ${when} AfterStep`));
    expect(during).toHaveLength(STEPS);
    expect(during?.[0]).toEqual({
      run: expect.objectContaining({ name: 'run-1' }),
      asked: expect.stringMatching(/^afterStep\/2026-/),
      taskToken: expect.stringMatching(/\S/),
    });
    expect(after).toEqual(during?.map((payload) => ({ ...payload, taskToken: '' })));
    expect(new Set(during?.map(({ asked }) => asked)).size).toBe(STEPS);
  });

  it('the wait has a heartbeat, and lasts as long as any hook', () => {
    const states = new Map(allStates(definitionOf(template('all'), 'Migrate')));
    const wait = states.get('WatchHook during AfterStep');
    expect(wait?.HeartbeatSeconds).toBe(`{% ${SILENCE_SECONDS} %}`);
    expect(Number(wait?.TimeoutSeconds)).toBeGreaterThan(14 * 24 * 3600);
  });

  it('no function has it: it takes no longer than that', async () => {
    const ran = await migrate('some');
    expect(ran.path.filter((state) => state.includes('WatchHook'))).toEqual([]);
  });

  it('a silent Watch has its schedule made again within ten minutes', async () => {
    const ran = await migrate('all', { ...STARTED, 'WatchHook during AfterStep': silentFor(2) });
    expect(ran.status).toBe('SUCCEEDED');
    expect(ran.path.join()).toContain(
      'WatchHook during AfterStep,IsWatchSilentDuringAfterStep,StartWatch during AfterStep,WatchHook during AfterStep',
    );
    const starts = callsOf(ran, 'StartWatch during AfterStep');
    expect(starts.map(({ payload }) => payload.silences)).toEqual([1, 2]);
    const begun = callsOf(ran, 'WatchHook during AfterStep')[0]?.now ?? 0;
    expect(starts.map(({ now }) => now - begun)).toEqual([10 * MINUTE, 20 * MINUTE]);
    expect(ran.path).not.toContain('HoldForDecision');
  });

  it('one that is silent for the fourth time is asked about once the hook has passed', async () => {
    const ran = await migrate('all', {
      ...STARTED,
      'WatchHook during AfterStep': silentFor(4),
      HoldForDecision: () => decide('promote'),
    });
    expect(payloadsOf(ran, 'HoldForDecision')).toMatchObject([
      {
        state: 'AfterStep',
        step: 0,
        reasons: [expect.stringContaining('Watch was silent for 10 minutes, 4 times.')],
      },
    ]);
    expect(ran.path.join()).toContain('HookVerdict,HoldForDecision,Decision,JudgePromotion');
    expect(ran.status).toBe('SUCCEEDED');
  });

  it.each([
    [
      'the schedule can’t be made',
      { 'WatchHook during AfterStep': silentFor(1), 'StartWatch during AfterStep': broken },
      'StartWatch during AfterStep: Broken: out of order',
    ],
    [
      'nobody can wait',
      { 'WatchHook during AfterStep': broken },
      'WatchHook during AfterStep: Broken: out of order',
    ],
    ['the wait can’t be ended', { 'WatchHook after AfterStep': broken }, 'Broken: out of order'],
  ])('a person is asked if %s: that is no reason to roll back', async (_what, script, reason) => {
    const ran = await migrate('all', { ...script, HoldForDecision: () => decide('abort') });
    expect(payloadsOf(ran, 'HoldForDecision')).toMatchObject([
      { state: 'AfterStep', step: 0, reasons: [expect.stringContaining(reason)] },
    ]);
    expect(callsOf(ran, 'ShiftWeight')).toHaveLength(1);
  });

  it('what the hook says comes first', async () => {
    const ran = await migrate('all', {
      ...STARTED,
      'WatchHook during AfterStep': silentFor(4),
      AfterStep: () => ({ Output: { ...PASS, verdict: 'fail' } }),
    });
    expect(ran).toMatchObject({ status: 'FAILED', error: 'HookFailed' });
  });
});
