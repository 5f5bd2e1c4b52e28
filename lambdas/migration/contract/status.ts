/**
 * What the function Status says of a migration, and `kops-cutover status --json` prints. Times are ISO 8601 in UTC, shares are
 * percent (0–100).
 */

/**
 * - `not-begun`: no run has begun. `checking`: preflight of a run or of a dry run, before any record is changed.
 * - `preparing`: all answers still lead to legacy. `shifting`: in a step. `draining`: legacy's records are retired.
 * - `on-hold`: a person must decide. `stopped`: the execution has ended, and no rollback has begun yet.
 * - `rolling-back`: not finished yet. `rolled-back`: legacy serves. `closed`: the cluster serves for good.
 */
export const MIGRATION_PHASES = [
  'not-begun',
  'checking',
  'preparing',
  'shifting',
  'draining',
  'on-hold',
  'stopped',
  'rolling-back',
  'rolled-back',
  'closed',
] as const;
export type MigrationPhase = (typeof MIGRATION_PHASES)[number];

export interface MigrationStatus {
  /** Of the package that the function comes from. */
  readonly version: string;
  readonly migration: string;
  readonly account: string;
  readonly region: string;
  readonly at: string;
  readonly phase: MigrationPhase;
  /** For people. */
  readonly summary: string;
  /** The run that is under way, or the last one. */
  readonly run?: StatusRun;
  /** The step that the zones are at. */
  readonly step?: { readonly number: number; readonly of: number; readonly percent: number };
  /** What the execution of Migrate is in; the newest state. */
  readonly state?: { readonly name: string; readonly since: string };
  /** What is waited for. */
  readonly wait?: StatusWait;
  /** When the migration could be closed if it waited for nobody. */
  readonly earliestEnd?: string;
  readonly share: StatusShare;
  readonly alarms: readonly StatusAlarm[];
  /** Absent: nobody must decide. */
  readonly decision?: StatusDecision;
  /** Oldest first. */
  readonly events: readonly StatusEvent[];
  /** What could not be read, and why. */
  readonly unread: readonly string[];
}

export interface StatusRun {
  /** Name of the execution of Migrate. */
  readonly execution: string;
  readonly executionArn: string;
  readonly startedAt: string;
  readonly status: 'open' | 'owed' | 'restored' | 'closed';
  readonly statusAt: string;
  /** Since then only a person's word restores legacy. */
  readonly oneWaySince?: string;
}

export interface StatusWait {
  readonly for: 'soak' | 'drain' | 'decision' | 'hook';
  readonly since: string;
  /** A hook's end is not known. */
  readonly until?: string;
}

export interface StatusShare {
  /** By the records that were written: the smallest and the largest of the zones. They differ while a step is made, and while it is rolled back. */
  readonly intended: { readonly least: number; readonly most: number };
  /** What load balancers counted. Absent: nothing of interest. */
  readonly seen?: SeenShare;
  readonly zones: readonly {
    readonly zone: string;
    /** As the fence says it; `untouched` before the first change. */
    readonly phase: string;
    readonly percent: number;
    /** '' before the first change. */
    readonly changedAt: string;
  }[];
}

export type SeenShare =
  | {
      readonly known: true;
      readonly percent: number;
      /** On both sides. */
      readonly requests: number;
      readonly unit: 'request' | 'connection';
      readonly from: string;
      readonly until: string;
    }
  | { readonly known: false; readonly why: string };

export interface StatusAlarm {
  readonly name: string;
  /** In CloudWatch's words; `missing`: there is no such alarm; `unknown`: it could not be read. */
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | 'missing' | 'unknown';
  readonly reason: string;
}

export interface StatusDecision {
  /** The hold's id, which an answer names. */
  readonly hold: string;
  /** The state that asks. */
  readonly state: string;
  readonly since: string;
  readonly until: string;
  readonly reasons: readonly string[];
  readonly answers: readonly StatusAnswer[];
  /** What happens without an answer. */
  readonly without: string;
}

export interface StatusAnswer {
  readonly decision: string;
  /** Of `skipDown`: the share to go back to. */
  readonly to?: number;
  readonly does: string;
}

export interface StatusEvent {
  readonly at: string;
  readonly machine: 'Migrate' | 'RollBack';
  readonly state: string;
  readonly said: string;
}
