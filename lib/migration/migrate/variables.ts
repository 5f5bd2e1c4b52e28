import type { HookMoment, HookSeen, MigrateHookState } from '../../../lambdas/migration/contract/hooks.ts';
import type {
  AfterLegacy,
  ChangeResult,
  DescribedDatabases,
  Notify,
  ResumeAt,
} from '../../../lambdas/migration/contract/payloads.ts';
import type { FunctionState } from '../../../lambdas/migration/contract/states.ts';
import type { Run } from '../../../lambdas/shared/contract/run.ts';
import type { Failure } from '../../shared/machines/execution.ts';
import { type Expression, expression } from '../../shared/machines/expression.ts';
import { variables } from '../../shared/machines/reader.ts';

/** What may ask a person. */
export type HeldState = FunctionState | MigrateHookState;

/** What an execution of Migrate knows. Times are ISO 8601. */
interface MigrateVariables {
  readonly run: Run;
  readonly dryRun: boolean;
  readonly notify: Notify;
  readonly note: string;
  /** Index of the step that is under way. */
  readonly step: number;
  /** Index of the step that the zones are at, if a person has jumped to `step`; -1: the one before. */
  readonly from: number;
  /** How often a person has jumped. */
  readonly jumps: number;
  /** Index of the step that `NextStep` leads to. */
  readonly after: number;
  /** Where `JumpToStep` leads. */
  readonly jump: { readonly step: number; readonly from: number };
  /**
   * Index of the furthest step whose ShiftWeight has begun in this execution; -1 before the first. A jump takes none of it back, nor does a
   * run that continues one whose one-way step had begun.
   */
  readonly shifted: number;
  /** The stopped run that is taken over, or ''. */
  readonly continues: string;
  /** In preflight's branch of the databases. */
  readonly described: DescribedDatabases;
  /** What was changed last. */
  readonly change: ChangeResult;
  readonly soakFrom: string;
  readonly soakUntil: string;
  /** How often a step was made again that Route 53 had lost. */
  readonly resent: number;
  /** How often this soak was extended. */
  readonly extensions: number;
  /** How often Watch was silent in this soak, or in the drain. */
  readonly silences: number;
  /** When the hold ends that Watch was silent in, '' while it was in none; and how often it was. */
  readonly held: { readonly until: string; readonly silences: number };
  readonly retiredAt: string;
  readonly drainUntil: string;
  readonly askAgainAt: string;
  readonly frozenUntil: string;
  /** What is done once legacy is known to be able to take all the traffic back. */
  readonly next: AfterLegacy;
  /** What the last hold said against a rollback to legacy; its time-out doesn't roll back then. */
  readonly legacy: readonly string[];
  /** Which state asks a person, why, and where `promote` leads. */
  readonly hold: {
    readonly state: HeldState;
    readonly reasons: readonly string[];
    readonly resume: ResumeAt;
  };
  /** Which hook was asked last, by which state, what came of it, and why Watch was not heard of meanwhile ('' if it was). */
  readonly hook: {
    readonly moment: HookMoment;
    readonly state: MigrateHookState;
    readonly seen: HookSeen;
    readonly silent: string;
  };
  /** Which asking of which hook; while it is asked, what came of it; and beside it, how often Watch was silent, and why a person is asked. */
  readonly asked: string;
  readonly seen: HookSeen;
  readonly unheard: number;
  readonly silent: string;
  /** Why it is rolled back. */
  readonly failure: Failure;
  /** What failed, and where `promote` leads where that is held in place of a rollback. */
  readonly failed: { readonly state: HeldState; readonly resume: ResumeAt };
}

export const { variable, set } = variables<MigrateVariables>();

/** `$hold` as it is: a variable is assigned as a whole, also where only one of its fields changes. */
export const HOLD = {
  state: variable('hold.state'),
  reasons: variable('hold.reasons'),
  resume: variable('hold.resume'),
} as const;

/** `$shifted` when the step at that index begins. */
export function orFurther(step: Expression<number>): Expression<number> {
  return expression<number>(`$max([${variable('shifted')}, ${step}])`);
}
