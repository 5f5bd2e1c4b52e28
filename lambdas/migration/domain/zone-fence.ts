import type { ZoneSettings } from '../contract/settings.ts';
import { describe } from './advance.ts';
import { type Fence, isOpen } from './fence.ts';
import type { JournalRun } from './journal-state.ts';
import type { FenceFound } from './observed-zone.ts';
import type { Reading } from './reading.ts';

/** What stands at the fence's name of a configured zone. */
export interface ZoneFence {
  readonly zone: ZoneSettings;
  readonly found: Reading<FenceFound>;
  /** It could not be read now, and soon may be: Route 53 is away, or throttles. */
  readonly mayBeReadSoon?: boolean;
}

/** The fence, where it is one that can be read. */
export function fenceOf({ found }: ZoneFence): Fence | undefined {
  return found.known && found.value.kind === 'ours' ? found.value.fence : undefined;
}

/** A run is under way in the zone, whichever it is. */
export function isUnderWay(one: ZoneFence): boolean {
  const fence = fenceOf(one);
  return fence !== undefined && isOpen(fence);
}

/** The zone was moved for good, by whichever run. */
export function isClosed(one: ZoneFence): boolean {
  return fenceOf(one)?.phase === 'closed';
}

/** A rollback has restored the zone, of whichever run. */
export function isRestored(one: ZoneFence): boolean {
  return fenceOf(one)?.phase === 'restored';
}

/** A rollback has restored some names of the zone, and was not finished. */
export function isHalfRestored(one: ZoneFence): boolean {
  return fenceOf(one)?.phase === 'restoring';
}

/** The zone has no fence. */
export function isAbsent({ found }: ZoneFence): boolean {
  return found.known && found.value.kind === 'absent';
}

/** Something stands in the fence's place that this version can't read. */
export function isDamaged({ found }: ZoneFence): boolean {
  return found.known && found.value.kind === 'damaged';
}

/** The fence is of `run`, or of the stopped one that it took over. */
export function isOf(
  { execution, tookOver }: Pick<JournalRun, 'execution' | 'tookOver'>,
  one: ZoneFence,
): boolean {
  const fence = fenceOf(one);
  return fence !== undefined && (fence.execution === execution || fence.execution === tookOver);
}

/** A rollback of `run` has begun to restore the zone. */
export function isRestoring(run: Pick<JournalRun, 'execution' | 'tookOver'>, one: ZoneFence): boolean {
  return isOf(run, one) && (isHalfRestored(one) || isRestored(one));
}

/** For a person who has to go by what the zone says: the fence's own text. */
export function fenceInWords({ found }: ZoneFence): string {
  if (!found.known) return `It could not be read: ${found.why}`;
  switch (found.value.kind) {
    case 'absent':
      return 'It has no fence.';
    case 'damaged':
      return `The record in the fence's place is not a fence: ${describe([found.value.record])}`;
    case 'ours': {
      const { phase, weight, execution, epoch } = found.value.fence;
      return `Its fence says ${phase} at ${weight} %, execution ${execution}, epoch ${epoch}.`;
    }
  }
}
