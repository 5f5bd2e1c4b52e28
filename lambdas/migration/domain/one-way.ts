/**
 * From a configured step on nothing but a person's word restores legacy: it can't serve what the cluster has done since, such as
 * a database that was changed for good.
 */

import { shortHash } from '../../shared/domain/hash.ts';
import { percent } from '../../shared/domain/text.ts';
import { isOneWay, type OneWaySettings } from '../contract/one-way.ts';
import type { RollBackRequest } from '../contract/roll-back-payloads.ts';
import type { Fence } from './fence.ts';
import type { CopiedRun, JournalRun, JournalState, WatchedState } from './journal-state.ts';
import { fenceOf, type ZoneFence } from './zone-fence.ts';

/** What a rollback does about a run that has, or may have, a one-way step. */
export type OneWayVerdict =
  | { readonly kind: 'restore' }
  /** Only if the journal says, as the rollback is marked, that the step has not begun. */
  | { readonly kind: 'mark-first' }
  | { readonly kind: 'held'; readonly reason: string };

/** A person has asked for legacy, in so many words. */
export function isByPerson({ source }: Pick<RollBackRequest, 'source'>): boolean {
  return source === 'person' || source === 'decision';
}

/** A rollback that is owed was asked for by a person, or before the step: it continues. */
export function judgeOneWay(
  state: Pick<JournalState, 'run' | 'zones'>,
  request: Pick<RollBackRequest, 'source'>,
  settings: OneWaySettings,
): OneWayVerdict {
  const { run } = state;
  if (isByPerson(request) || run.status === 'owed' || run.status === 'restored') return { kind: 'restore' };
  const reason = whyOneWay(state, settings);
  if (reason !== undefined) return { kind: 'held', reason };
  return { kind: settings.oneWayFromPercent === undefined ? 'restore' : 'mark-first' };
}

/** Undefined while, by the journal, every rollback restores legacy. */
export function whyOneWay(
  { run, zones }: Pick<JournalState, 'run' | 'zones'>,
  settings: OneWaySettings,
): string | undefined {
  if (run.oneWaySince !== undefined) return sinceThen(run.execution, run.oneWaySince);
  const past = [...zones.values()].find(({ fence }) => isPast(fence, settings));
  return past && ofZone(past.zoneId, past.fence, settings);
}

/** The same by the zones themselves, for a run of which the journal says nothing. */
export function whyOneWayByFences(
  fences: readonly ZoneFence[],
  settings: OneWaySettings,
): string | undefined {
  for (const one of fences) {
    const fence = fenceOf(one);
    if (fence && isPast(fence, settings)) return ofZone(one.zone.id, fence, settings);
  }
  return undefined;
}

/** The same by the copy, for a run of which the journal was restored to an earlier time. */
export function whyOneWayByCopy(
  copied: Pick<CopiedRun, 'run'> | undefined,
  run: Pick<JournalRun, 'beforeImageOf'>,
): string | undefined {
  if (copied?.run.oneWaySince === undefined || copied.run.beforeImageOf !== run.beforeImageOf)
    return undefined;
  return sinceThen(copied.run.execution, copied.run.oneWaySince);
}

function sinceThen(execution: string, at: string): string {
  return `The one-way step of execution ${execution} began at ${at}. ${ONLY_A_PERSON}`;
}

const ONLY_A_PERSON = "Since then only a person's rollback restores legacy.";

function isPast({ phase, weight }: Fence, settings: OneWaySettings): boolean {
  return (phase === 'shift' || phase === 'drain' || phase === 'closed') && isOneWay(settings, weight);
}

function ofZone(zoneId: string, { phase, weight }: Fence, { oneWayFromPercent = 0 }: OneWaySettings): string {
  return `Zone ${zoneId} is in ${phase} at ${percent(weight)}; the one-way step is that of ${percent(oneWayFromPercent)}. ${ONLY_A_PERSON}`;
}

/** Why and by what a rollback was requested that is held. */
export type HeldRequest = Pick<RollBackRequest, 'source' | 'reason' | 'cause'>;

/** The same for all who page about the same: an alarm, once at each share; or an execution that ended. */
export function heldNoticeKey(
  { source, cause }: Pick<HeldRequest, 'source' | 'cause'>,
  state: Pick<WatchedState, 'zones'> | undefined,
): string {
  return source === 'alarm' ? `held#${shareOf(state)}#${shortHash(cause)}` : `held#${shortHash(cause)}`;
}

/** The cluster's, as was last written; percent. */
export function shareOf(state: Pick<WatchedState, 'zones'> | undefined): number {
  return Math.max(0, ...[...(state?.zones.values() ?? [])].map(({ fence }) => fence.weight));
}
