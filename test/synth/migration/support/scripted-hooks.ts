/** Runs of machines with hooks. */
import { shop } from '../../../../bin/shop.ts';
import { judgeHook } from '../../../../lambdas/migration/domain/hook-verdict.ts';
import { keptTemplates } from '../../support/kept-synth.ts';
import { type Call, run, type Script } from './scripted-run.ts';

export const SMOKE = 'arn:aws:lambda:us-west-1:111122223333:function:smoke';
export const LOAD = 'arn:aws:states:us-west-1:111122223333:stateMachine:load';

export const template = keptTemplates(import.meta.filename, ({ synthesize }) => ({
  all: synthesize({
    ...shop,
    hooks: {
      beforeStep: { function: SMOKE },
      afterStep: { stateMachine: LOAD },
      beforeRetire: { function: `${SMOKE}:live` },
    },
  }),
  some: synthesize({ ...shop, hooks: { beforeStep: { function: SMOKE, steps: [25, 100] } } }),
  oneWay: synthesize({
    ...shop,
    oneWayFrom: 25,
    hooks: { beforeStep: { function: SMOKE }, afterStep: { function: SMOKE } },
  }),
}));

/** The states of a hook that is a state machine, up to its judgement. */
export const WATCHED =
  'AskAfterStep,AfterStep watched,AfterStep,WatchHook after AfterStep,AfterStepSeen,HearAfterStep,WatchHook during AfterStep,AfterStepHeard,AfterStepAnswered';

export const PASS = { verdict: 'pass', reason: 'fine' };
/** The function itself judges what the machine hands it. */
export const JudgeHook: Script[string] = ({ payload: { hook, seen } }) => judgeHook(hook, seen, 300);
const ALL_PASS: Script = {
  BeforeStep: () => PASS,
  AfterStep: () => ({ Status: 'SUCCEEDED', Output: PASS }),
  BeforeRetire: () => PASS,
  JudgeHook,
};
export const migrate = (which: 'all' | 'some' | 'oneWay', script: Script = {}) =>
  run(template(which), 'Migrate', {}, { ...ALL_PASS, ...script });

/** Answers so in the round of the step at that index, for the first time only. */
export const onceAt =
  (step: number, answer: unknown): Script[string] =>
  ({ visits }: Call) => {
    if (visits !== step) return PASS;
    if (answer instanceof Error) throw answer;
    return answer;
  };
export const HOLD = { verdict: 'hold', reason: 'the queue is long' };
export const FAIL = { verdict: 'fail', reason: 'checkout is broken' };
