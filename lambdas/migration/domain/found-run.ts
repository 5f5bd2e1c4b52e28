/** What a rollback has found to be done, of which run; and the copy of the before-image that it may have found it by. */

import type { PendingZone, RollBackHolder } from '../contract/roll-back-payloads.ts';
import type { CopiedRun, JournalState } from './journal-state.ts';
import type { Reading } from './reading.ts';
import type { RollBackDecision } from './roll-back.ts';
import { fenceInWords, type ZoneFence } from './zone-fence.ts';

/** Undefined where no run has kept one. A damaged one says only that there was a run. */
export type FoundCopy = CopiedRun | 'damaged' | undefined;

/** One that can be restored from: one without any zone says nothing. */
export function copyIn(copy: Reading<FoundCopy>): CopiedRun | undefined {
  const found = copy.known && copy.value !== 'damaged' ? copy.value : undefined;
  return found && found.beforeImage.size > 0 ? found : undefined;
}

/** A run whose zones are to be tried. */
export interface RunToRestore {
  readonly kind: 'restore';
  readonly state: JournalState;
  readonly from: 'journal' | 'copy';
  /**
   * Nothing says that its rollback is owed, but what takes another rollback's place: the journal has lost the run. That other one
   * may have been held.
   */
  readonly isPresumed?: boolean;
}
/** A run whose before-image is nowhere, and of which no zone has a change that stands. */
export interface HalfBegunRun {
  readonly kind: 'half-begun';
  readonly state: JournalState;
  /** Why there is nothing to restore. */
  readonly reason: string;
  /** Zones say that another run is under way, which is looked for once this one is over. */
  readonly hidesAnother: boolean;
  /** Of the zones whose fence is not this run's: its first batch may still be on its way to them. */
  readonly unshut: readonly ZoneFence[];
}
/** Another execution is at the rollback. */
export interface Joined {
  readonly kind: 'joined';
  readonly holder: RollBackHolder;
  readonly reason: string;
  readonly migrationRun: string;
}
/** No zone is tried. `owed`: it can't be said yet. `unrestorable`: what legacy was is kept nowhere. */
export type NothingTried =
  | Joined
  | (Extract<RollBackDecision, { kind: 'leave' }> & {
      readonly migrationRun: string;
      /** Zones whose fence says that they were moved for good, which the journal doesn't. */
      readonly closedIn?: readonly ZoneFence[];
    })
  | {
      readonly kind: 'owed' | 'unrestorable';
      readonly reason: string;
      readonly pending: readonly PendingZone[];
      readonly migrationRun: string;
    };

export type FoundRun = RunToRestore | HalfBegunRun | NothingTried;

export function joined({ holder }: Pick<Joined, 'holder'>, migrationRun: string): Joined {
  const reason = `Execution ${holder.name} has been running this rollback since ${holder.since}.`;
  return { kind: 'joined', holder, reason, migrationRun };
}

/** The zone itself says that the migration is closed, of which the journal doesn't know. */
/** @param closed not empty */
export function refused(closed: readonly ZoneFence[]): FoundRun {
  const said = closed.slice(0, 1).map((one) => `Zone ${one.zone.id}: ${fenceInWords(one)}`);
  const reason = `${said} Legacy may be gone: move the records by hand.`;
  return { kind: 'leave', outcome: 'refused', reason, underWay: '', migrationRun: '', closedIn: closed };
}

const KEPT_NOWHERE =
  "A run is under way, but neither the journal nor the copy has legacy's original records.";
export const SILENT =
  'The journal has lost the last run, and in some zones the fence is missing or damaged, so it is unknown whether the run is under way.';

export function unrestorable(
  zones: readonly ZoneFence[],
  migrationRun: string,
  reason: string = KEPT_NOWHERE,
): FoundRun {
  return { kind: 'unrestorable', reason, pending: pendingOf(zones), migrationRun };
}

export function later(
  reason: string,
  zones: readonly ZoneFence[],
  migrationRun: string,
): Extract<FoundRun, { kind: 'owed' | 'unrestorable' }> {
  return { kind: 'owed', reason, pending: pendingOf(zones), migrationRun };
}

function pendingOf(zones: readonly ZoneFence[]): readonly PendingZone[] {
  return zones.map((one) => ({ zoneId: one.zone.id, why: fenceInWords(one) }));
}
