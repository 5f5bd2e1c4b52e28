/** Hooks: functions or state machines of the user's own, which are asked at certain moments. */

import type { Run } from '../../shared/contract/run.ts';

/** The states that ask them, by the configuration's words. */
export const HOOKS = {
  beforeStep: 'BeforeStep',
  afterStep: 'AfterStep',
  beforeRetire: 'BeforeRetire',
  afterRollback: 'AfterRollback',
} as const;

export type HookMoment = keyof typeof HOOKS;
export const HOOK_MOMENTS = Object.keys(HOOKS) as [HookMoment, ...HookMoment[]];
export type HookState = (typeof HOOKS)[HookMoment];
/** Those that Migrate asks. */
export type MigrateHookState = Exclude<HookState, 'AfterRollback'>;

export interface HookSettings {
  /** A function, or a state machine that is run to its end. */
  readonly kind: 'function' | 'stateMachine';
  readonly arn: string;
  /** How long one call, or one execution, may take. */
  readonly timeLimitSeconds: number;
  /** Shares of the steps that it is asked about, percent; absent: all. */
  readonly steps?: readonly number[];
}

/** What findings about it are about. */
export function hookSubject(moment: HookMoment): string {
  return `hook ${moment}`;
}

export type HooksSettings = Readonly<Partial<Record<HookMoment, HookSettings>>>;

/** A field that is taken away, or means something else, makes it `/2`; a field more doesn't. */
export const HOOK_SCHEMA = 'kops-cutover.hook/1';

/** What a hook is called with, or its machine's input. */
export interface HookRequest {
  readonly schema: typeof HOOK_SCHEMA;
  readonly hook: HookMoment;
  /** The same for the same question: a call may come twice. */
  readonly key: string;
  readonly migration: string;
  readonly zones: readonly string[];
  /** Name of the execution of Migrate, and the ARN of the execution that asks. */
  readonly run: string;
  readonly execution: string;
}

/** Of those that Migrate asks. */
export interface StepHookRequest extends HookRequest {
  /** Counted from 1. */
  readonly step: number;
  readonly steps: number;
  /** The share of that step. */
  readonly percent: number;
}

/** Of `afterRollback`. */
export interface RollbackHookRequest extends HookRequest {
  readonly reason: string;
}

/** What a hook answers. */
export const HOOK_VERDICTS = ['pass', 'hold', 'fail'] as const;
export interface HookAnswer {
  readonly verdict: (typeof HOOK_VERDICTS)[number];
  readonly reason?: string;
}

/** What came of asking it. */
export interface HookSeen {
  /** Its answer as JSON, cut; '' if there is none. */
  readonly answer: string;
  /** Why there is none; '' if there is one. */
  readonly failure: string;
}

export interface JudgeHookPayload {
  readonly run: Run;
  readonly hook: HookMoment;
  readonly seen: HookSeen;
}
export interface HookVerdict {
  /** `hold`: the hook asks for a person, or nothing is known of what it says. */
  readonly verdict: HookAnswer['verdict'];
  readonly reasons: readonly string[];
}

/** Of the state that waits beside a hook, and of the one after it. */
export interface WatchHookPayload {
  readonly run: Run;
  /** The hook, and when it was asked: another value each time. */
  readonly asked: string;
  /** Of the state that waits; '' when the hook has ended. */
  readonly taskToken: string;
}

/** Most characters of an answer that are read. */
export const MOST_ANSWERED = 10_000;

/** Most that Lambda lets a function take, seconds. */
export const LONGEST_FUNCTION_SECONDS = 900;
