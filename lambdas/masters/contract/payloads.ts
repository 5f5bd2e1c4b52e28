/** What the states of the masters' machines hand on to each other. */
import type { Run } from '../../shared/contract/run.ts';
import type { PageHeading } from './states.ts';
import type { ClusterVersions } from './versions.ts';
import type { MasterHealth, MastersView } from './view.ts';

/** Whose replacement an execution of ReplaceMaster is about. All else is read anew from the journal and from AWS. */
export interface ReplacementRef {
  /** Key of the replacement in the journal: the instance's id, or `vacant-…` where no instance is known. */
  readonly id: string;
  readonly group: string;
  /** The master that goes; '' where nobody knows which it was: a vacancy that the sweep found, or a launch. */
  readonly instance: string;
  /** 1, 2 …: the execution's name is `<id>-<attempt>`. */
  readonly attempt: number;
}

/** What is waited for between two looks; after the pause the machine continues there. */
export type Phase = 'lease' | 'gate' | 'drain' | 'confirm' | 'volumes' | 'replacement' | 'launch' | 'verify';

export interface ReplacePayload {
  readonly run: Run;
  readonly replacement: ReplacementRef;
  readonly phase: Phase;
  /** The lease's fencing counter when this execution took it; 0 before. Who finds another one must not act. */
  readonly fencing: number;
}

/** RollMasters only looks, and so has no master that goes. */
export interface DescribePayload {
  readonly run: Run;
  readonly replacement: ReplacementRef | null;
}

export interface ObservePayload {
  readonly run: Run;
  readonly view: MastersView;
}

export interface JudgePayload extends ReplacePayload {
  readonly view: MastersView;
  readonly health: readonly MasterHealth[];
}

export interface DrainPayload extends ReplacePayload {
  /** When the masters were seen that the gate went by, ISO 8601. */
  readonly seenAt: string;
}

export interface VerifyPayload extends JudgePayload {
  /** Good looks in a row so far, all at `passedBy`. */
  readonly passes: number;
  /** The replacement that they were looks at; '' before the first. */
  readonly passedBy: string;
}

export interface Page {
  readonly heading: PageHeading;
  /** What was seen, for people. */
  readonly reason: string;
}

/** What every state of ReplaceMaster returns: where to continue, why, and after what pause. */
export interface StepResult<Outcome extends string = string> {
  readonly outcome: Outcome;
  /** For people: readable in the console. */
  readonly reason: string;
  /** How long to pause before the next look, where the outcome is one to look again after; 1 at least. */
  readonly pauseSeconds: number;
  /** No heartbeat has to be recorded after that pause. Absent where this look doesn't know. */
  readonly heartbeat?: 'not-due';
  /** With the outcome `stop`: what the operator is paged for. */
  readonly page?: Page;
}

export interface Outcomes {
  /**
   * `acquired`: nobody else acts. `recovering`: the master is gone already, there is nothing to disturb.
   * `queued`: somebody else has the lease. `over`: there is nothing (more) to do.
   */
  AcquireLease: 'acquired' | 'recovering' | 'queued' | 'over';
  /** `gone`: the master runs no more. */
  JudgeQuorum: 'proceed' | 'gone' | 'wait' | 'stop';
  /** `stale`: it would have to be taken out of load balancers, and what the gate went by is too old for that. */
  DrainMaster: 'drained' | 'draining' | 'stale';
  /** `recorded`: at least one; `not-due`: none had to be. */
  RecordHeartbeat: 'recorded' | 'not-due';
  /**
   * `pending`: termination was requested, and the master is not in its hook yet. `stale`: by what is known right before the
   * call, a running master may not be taken down (any more). After either, everything, the gate too, is checked anew.
   */
  CompleteLifecycle: 'completed' | 'pending' | 'stale';
  /** `running`: the master serves, and nobody has let it go: it had only stopped. It is for the lease and the gate again. */
  WaitForVolumes: 'free' | 'pending' | 'running' | 'stop';
  WaitForReplacement: 'ready' | 'pending' | 'stop';
  /** `admit`: a good member that still waits in its LAUNCHING hook, or whose dead predecessor still waits in its own. */
  VerifyMaster: 'verified' | 'admit' | 'again' | 'stop';
  RollNextMaster: 'done' | 'waiting' | 'stopped';
}

export type StepOf<State extends keyof Outcomes> = StepResult<Outcomes[State]>;

/** AcquireLease also says which fencing counter the lease now has. */
export interface AcquireResult extends StepOf<'AcquireLease'> {
  readonly fencing: number;
}

export interface VerifyResult extends StepOf<'VerifyMaster'>, Pick<VerifyPayload, 'passes' | 'passedBy'> {}

export interface PagePayload extends ReplacePayload {
  readonly page: Page;
}

/**
 * RollMasters' input: `{}` continues an unfinished roll, or else rolls every master. Groups or an age begin one anew, of the
 * masters that both fit.
 */
export interface RollInput {
  readonly groups?: readonly string[];
  /** Only masters that were launched more than so many days ago. */
  readonly olderThanDays?: number;
  /** Only checks every master's health; nothing is kept or changed. */
  readonly dryRun?: boolean;
}

export interface RollNextPayload {
  readonly run: Run;
  /** The master that was being replaced at the look before; '' where none was. It only says what to read at once. */
  readonly replacing: string;
}

export interface RollNextResult extends StepOf<'RollNextMaster'>, Pick<RollNextPayload, 'replacing'> {
  /** At the end, what became of each master; else empty. */
  readonly report: readonly string[];
}

export interface PlanRollPayload extends ObservePayload {
  /** RollMasters' own, not read yet. */
  readonly input: unknown;
  readonly versions: ClusterVersions;
}

/** What PlanRoll returns. */
export interface RollPlan {
  readonly summary: string;
  /** What a person should know before masters are rolled; what nobody can know begins with `unknown: `. */
  readonly warnings: readonly string[];
  /** What keeps masters from being taken out of load balancers; '' where nothing does. A roll that has this is not begun. */
  readonly untagged: string;
  readonly dryRun: boolean;
}

/** Decide's input. */
export interface MastersAnswer {
  /**
   * `retry`: the lease is free again and the paged replacement is taken up where it is.
   * `detach`: as `retry`, and the stuck volumes may be detached by force, once.
   * `dismiss`: the lease is free again and the replacement is a person's business from now on.
   */
  readonly decision: 'retry' | 'detach' | 'dismiss';
  readonly reason: string;
  /** Which replacement, by its id; needed only where several were paged. */
  readonly replacement?: string;
}
