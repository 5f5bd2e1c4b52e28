/** Functions and state machines of the user's own, which are asked at certain moments. */
import {
  HOOK_MOMENTS,
  type HookMoment,
  type HookSettings,
  type HooksSettings,
  LONGEST_FUNCTION_SECONDS,
} from '../../../lambdas/migration/contract/hooks.ts';
import type { StepSettings } from '../../../lambdas/migration/contract/settings.ts';
import { type Home, readArnOf } from '../../shared/config/arn.ts';
import { readEach } from '../../shared/config/lists.ts';
import { type Place, textAttribute } from '../../shared/config/place.ts';
import { readNumber, readSeconds } from '../../shared/config/values.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** The soak's bound: nothing that waits longer is a check. */
const LONGEST_MACHINE_SECONDS = 14 * DAY;

const EXAMPLE = 'hooks: { beforeStep: { function: smokeTest } }';
const OWN_PLACE = {
  whyRegion: 'Step Functions calls hooks of its own region only',
  whyAccount: "the machine's role may call hooks of its own account only",
};
const FUNCTION = {
  what: 'a Lambda function',
  shown: "a Lambda function's ARN",
  service: 'lambda',
  resource: /^function:([\w-]{1,64}(?::(?:\$LATEST|[\w-]{1,128}))?)$/,
  example: "'arn:aws:lambda:<region>:<account>:function:<name>', or a function of CDK",
  ...OWN_PLACE,
};
const MACHINE = {
  what: 'a state machine',
  shown: "a state machine's ARN",
  service: 'states',
  resource: /^stateMachine:([^:/]{1,80})$/,
  example:
    "'arn:aws:states:<region>:<account>:stateMachine:<name>', without a version or an alias, or a machine of CDK",
  ...OWN_PLACE,
};
const STEP_HOOKS: readonly HookMoment[] = ['beforeStep', 'afterStep'];
const SYNONYMS = { before: 'beforeStep', after: 'afterStep', pre: 'beforeStep', post: 'afterStep' } as const;

/** @param steps undefined where one of them is wrong: then nothing is compared with them */
export function readHooks(
  place: Place,
  steps: readonly StepSettings[] | undefined,
  home: Home,
): HooksSettings | undefined {
  if (place.isLeftOut) return undefined;
  const fields = place.fields(HOOK_MOMENTS, { what: 'the hooks', example: EXAMPLE, synonyms: SYNONYMS });
  if (!fields) return undefined;
  const read = HOOK_MOMENTS.flatMap((moment) => {
    const hook = readHook(fields[moment], moment, steps, home);
    return hook ? [[moment, hook] as const] : [];
  });
  return read.length > 0 ? Object.fromEntries(read) : undefined;
}

function readHook(
  place: Place,
  moment: HookMoment,
  steps: readonly StepSettings[] | undefined,
  home: Home,
): HookSettings | undefined {
  if (place.isLeftOut) return undefined;
  const ofStep = STEP_HOOKS.includes(moment);
  const known = ['function', 'stateMachine', 'timeLimit', 'steps'] as const;
  const fields = place.fields(ofStep ? known : known.slice(0, 3), {
    what: 'a hook',
    example: '{ function: smokeTest, timeLimit: Duration.minutes(2) }',
    synonyms: {
      lambda: 'function',
      arn: 'function',
      machine: 'stateMachine',
      timeout: 'timeLimit',
      ...(ofStep && { percent: 'steps' as const }),
    },
  });
  if (!fields) return undefined;
  const isFunction = !fields.function.isLeftOut;
  if (isFunction === !fields.stateMachine.isLeftOut)
    return place.problem(
      'either `function` or `stateMachine`',
      isFunction ? 'one of the two; a state machine may call the function' : '{ function: smokeTest }',
    );
  const kind = isFunction ? 'function' : 'stateMachine';
  const arn = isFunction
    ? readArnOf(fields.function, 'functionArn', FUNCTION, home)
    : readMachine(fields.stateMachine, home);
  const timeLimitSeconds = readTimeLimit(fields.timeLimit, kind, moment);
  const asked = ofStep ? readAskedSteps(fields.steps, steps) : undefined;
  if (arn === undefined || timeLimitSeconds === undefined) return undefined;
  return { kind, arn, timeLimitSeconds, ...(asked && { steps: asked }) };
}

/** Nobody can wait for the end of an express execution by `startExecution.sync`. */
function readMachine(place: Place, home: Home): string | undefined {
  if (textAttribute(place.value, 'stateMachineType') === 'EXPRESS')
    return place.problem(
      'a standard state machine: Step Functions waits for the end of those only',
      'a machine of type STANDARD, or a function',
      'an express state machine',
    );
  return readArnOf(place, 'stateMachineArn', MACHINE, home);
}

function readTimeLimit(place: Place, kind: HookSettings['kind'], moment: HookMoment): number | undefined {
  const what = "a hook's time limit";
  return kind === 'function'
    ? readSeconds(place, {
        what,
        atLeast: 1,
        atMost: LONGEST_FUNCTION_SECONDS,
        because: 'Lambda ends every function after 15 minutes; a state machine may take longer',
        byDefault: 300,
      })
    : readSeconds(place, {
        what,
        atLeast: 1,
        ...(moment === 'afterRollback'
          ? { atMost: DAY, because: 'an execution of RollBack waits for it' }
          : { atMost: LONGEST_MACHINE_SECONDS }),
        byDefault: HOUR,
      });
}

function readAskedSteps(
  place: Place,
  steps: readonly StepSettings[] | undefined,
): readonly number[] | undefined {
  if (place.isLeftOut) return undefined;
  const of = 'the share of a step, percent';
  const read = (at: Place) => {
    const share = readNumber(at, { what: of, atLeast: 0.1, atMost: 100, whole: false });
    if (share === undefined || !steps || steps.some(({ percent }) => percent === share)) return share;
    return at.problem(
      'the share of a step',
      `one of ${steps.map(({ percent }) => percent).join(', ')}, or a step of ${share} in \`steps\``,
    );
  };
  const limits = { of, atLeast: 1, atMost: 50, example: 'steps: [5, 100], or leave it out' };
  return readEach(place, { ...limits, read, keyOf: String, each: 'each share' });
}
