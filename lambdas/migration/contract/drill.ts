/** What a drill makes, and what its machine hands to its functions. Times are ISO 8601 in UTC. */
import type { Run } from '../../shared/contract/run.ts';
import type { ChangeResult, ZoneChange } from './payloads.ts';

/** Drill's input as a person writes it in the console. */
export interface DrillInput {
  /** Name or id of the one zone; absent: every configured one. */
  readonly zone?: string;
  readonly note?: string;
}

/** The two names that a drill makes in a zone, each one label below the zone's name, where no host can be. */
export interface DrillNames {
  /** The throwaway name, which is moved. Nobody asks for it. */
  readonly name: string;
  /** Where the fence of the drill is; it has nothing to do with that of the migration. */
  readonly fenceName: string;
}

/** No longer than the migration's own fence, so that a zone that has room for that has room for these. */
export function drillNames(migration: string, zoneName: string): DrillNames {
  return { name: `_drilled-${migration}.${zoneName}`, fenceName: `_drill-${migration}.${zoneName}` };
}

/** The same by the name of the migration's own fence; none for any other name. */
export function drillNamesBeside(fenceName: string): readonly string[] {
  const [, migration = '', zoneName = ''] = /^_cutover-([^.]+)\.(.+)$/.exec(fenceName) ?? [];
  return migration === '' ? [] : Object.values(drillNames(migration, zoneName));
}

/** What a drill's fences, batches and journal are named after. No migration's name has a dot. */
export function drillOf(migration: string): string {
  return `${migration}.drill`;
}

/** The migration whose drill wrote a fence, by the fence's `migration`; undefined for the fence of a migration. */
export function drilledBy(fenceOf: string): string | undefined {
  return /^(.+)\.drill$/.exec(fenceOf)?.[1];
}

export interface DrillBegun {
  readonly summary: string;
  readonly note: string;
  /** Ids of the drill's zones, in the configured order. */
  readonly zones: readonly string[];
  /** The share that the throwaway name is moved to, percent. */
  readonly percent: number;
}

export interface DrillPayload {
  readonly run: Run;
  readonly zones: readonly string[];
}

/** When a batch that Route 53 accepted was seen to be everywhere. A time is absent while the drill still asks, and '' if it stopped asking. */
export interface ZoneSeen {
  readonly zoneId: string;
  /** When Route 53 said that it is in sync. */
  readonly inSyncAt?: string;
  /** When all name servers of the zone answered with it. */
  readonly answersAt?: string;
  /** Name servers that did not when the drill stopped asking, and what they did. */
  readonly behind?: readonly string[];
}

export type DrillPhase = 'moved' | 'restored';

export interface ConfirmDrillPayload extends DrillPayload {
  readonly phase: DrillPhase;
  readonly changes: readonly ZoneChange[];
  /** What earlier looks saw. */
  readonly seen: readonly ZoneSeen[];
}
export interface DrillConfirmed {
  readonly summary: string;
  /** Nothing is left to wait for. */
  readonly done: boolean;
  readonly seen: readonly ZoneSeen[];
}

/** A record set that a drill could not remove. */
export interface LeftOver {
  readonly zoneId: string;
  /** The record set in words, and why it is still there. */
  readonly what: string;
  /** Removes exactly it. */
  readonly command: string;
}
export interface DrillRemoved {
  readonly summary: string;
  readonly left: readonly LeftOver[];
  /** What else in the zones is not as it was before the drill, one line each. */
  readonly others: readonly string[];
  /** Zones that could not be compared with what they were, and why. */
  readonly unread: readonly string[];
}

/** One half of a drill: since when it is measured, what was changed, and when that was in sync. */
export interface DrillHalf {
  readonly since: string;
  readonly change: Pick<ChangeResult, 'changes' | 'ttlInForceSeconds'>;
  readonly seen: readonly ZoneSeen[];
}

export interface ReportDrillPayload extends DrillPayload {
  readonly note: string;
  readonly percent: number;
  /** Absent if the drill did not come so far. */
  readonly moved?: DrillHalf;
  readonly restored?: DrillHalf;
  readonly removed?: DrillRemoved;
  /** What the drill failed with, if it did. */
  readonly failure?: string;
}

/**
 * - `as-predicted`: all was done, and nothing took longer than predicted.
 * - `slower`: all was done, and something took longer.
 * - `failed`: something was not done, or something is left.
 */
export type DrillVerdict = 'as-predicted' | 'slower' | 'failed';

export interface DrillReported {
  readonly verdict: DrillVerdict;
  readonly summary: string;
  /** What took longer than predicted, one line each. */
  readonly slower: readonly string[];
  /** What is left in the zones, with the command that removes it. */
  readonly left: readonly LeftOver[];
  /** `s3://…` of the readable report. */
  readonly report: string;
}
