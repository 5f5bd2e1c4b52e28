import { duration } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import { type HookMoment, type HookSettings, hookSubject } from '../../contract/hooks.ts';
import { MIGRATE } from '../../contract/states.ts';
import { notesOf, type Said } from '../../domain/readiness/finding.ts';
import type { Reading } from '../../domain/reading.ts';
import type { SeenFunction, SeenMachine } from '../../ports/hook-targets.ts';

const notes = notesOf(MIGRATE.verifyHooks);

export interface AskedHook {
  readonly moment: HookMoment;
  readonly hook: HookSettings;
}

export function judgeFunction(asked: AskedHook, seen: Reading<SeenFunction | undefined>): readonly Finding[] {
  if (!seen.known || !seen.value) return [notThere(asked, seen)];
  const against = [...whyNotCalled(asked, seen.value), ...whyUnheard(asked, seen.value)];
  return against.length > 0
    ? against
    : [ready(asked, `${asked.hook.arn} exists and may be called. It was not called.`)];
}

export function judgeMachine(asked: AskedHook, seen: Reading<SeenMachine | undefined>): Finding {
  if (!seen.known || !seen.value) return notThere(asked, seen);
  const { arn } = asked.hook;
  const { status, type } = seen.value;
  if (type !== 'STANDARD')
    return failing(asked, 'hook-express', {
      seen: `${arn} is a state machine of type ${type}.`,
      toDo: 'Configure one of type STANDARD: Step Functions waits for the end of those only.',
    });
  if (status !== 'ACTIVE')
    return failing(asked, 'hook-inactive', {
      seen: `${arn} is ${status}, not ACTIVE.`,
      toDo: 'Deploy the state machine again.',
    });
  return ready(asked, `${arn} exists and is ACTIVE. It was not run.`);
}

function whyNotCalled(asked: AskedHook, { state, reserved, refused }: SeenFunction): readonly Finding[] {
  const { arn } = asked.hook;
  const against: Finding[] = [];
  if (refused !== undefined)
    against.push(
      failing(asked, 'hook-not-callable', {
        seen: `Lambda would refuse to call ${arn}: ${refused}`,
        toDo: 'Allow what the message names. Usually a service control policy denies it.',
      }),
    );
  if (reserved === 0)
    against.push(
      failing(asked, 'hook-disabled', {
        seen: `${arn} has a reserved concurrency of 0, so Lambda throttles each call.`,
        toDo: 'Raise its reserved concurrency, or remove it (`aws lambda delete-function-concurrency`).',
      }),
    );
  if (state !== 'Active')
    against.push(
      failing(asked, 'hook-inactive', {
        seen: `${arn} is ${state}, not Active.`,
        toDo: 'If it is Inactive, call it once; if it is Pending, wait. Otherwise fix what Lambda reports about it.',
      }),
    );
  return against;
}

function whyUnheard(asked: AskedHook, { timeoutSeconds }: SeenFunction): readonly Finding[] {
  const { moment, hook } = asked;
  if (timeoutSeconds <= hook.timeLimitSeconds) return [];
  return [
    notes.warn(hookSubject(moment), 'hook-outlasts-limit', {
      seen: `The time-out of ${hook.arn} is ${duration(timeoutSeconds)}; its time limit as a hook is ${duration(hook.timeLimitSeconds)}.`,
      why: `An answer after the limit is ignored. ${whyAt(moment)}`,
      toDo: "Raise the hook's `timeLimit`, or lower the function's time-out.",
    }),
  ];
}

function notThere(asked: AskedHook, seen: Reading<unknown>): Finding {
  const { arn } = asked.hook;
  if (!seen.known)
    return failing(asked, 'hook-unreadable', {
      seen: `${arn} could not be read: ${seen.why}`,
      toDo: 'Fix what the message says, then start again.',
    });
  return failing(asked, 'hook-missing', {
    seen: `${arn} does not exist.`,
    toDo: 'Deploy it, or correct `hooks` in the configuration.',
  });
}

function failing({ moment }: AskedHook, code: string, said: Omit<Said, 'why'>): Finding {
  return notes.fail(hookSubject(moment), code, { ...said, why: whyAt(moment) });
}

function ready({ moment }: AskedHook, seen: string): Finding {
  return notes.pass(hookSubject(moment), 'hook-ready', { seen, why: whyAt(moment) });
}

function whyAt(moment: HookMoment): string {
  return moment === 'afterRollback'
    ? 'If it can’t be asked, what it does after a rollback is not done.'
    : 'If it can’t be asked, the migration holds until a person decides.';
}
