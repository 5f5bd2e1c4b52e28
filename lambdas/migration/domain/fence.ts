/**
 * The fence: one TXT record per zone that every change swaps. A writer that holds an old fence cannot
 * change the zone, because its batch deletes a record that is no longer there.
 */
import type { ResourceRecordSet } from './record-set.ts';

/**
 * - `prepare`: TTLs lowered, records still simple.
 * - `shift`: weighted, `weight` is the cluster's share.
 * - `drain`: the cluster's simple record; legacy is still running.
 * - `closed`: done; no rollback any more.
 * - `restoring`: a rollback has restored some of the names.
 * - `restored`: legacy serves, as before the migration.
 */
export const PHASES = ['prepare', 'shift', 'drain', 'closed', 'restoring', 'restored'] as const;
export type Phase = (typeof PHASES)[number];

export interface Fence {
  readonly migration: string;
  /** Grows by one with every batch; never reused in a zone. */
  readonly epoch: number;
  readonly phase: Phase;
  /** The cluster's share, percent. */
  readonly weight: number;
  /** Name of the execution that this run of the migration belongs to. */
  readonly execution: string;
}

/** TTL of the fence's TXT record, seconds. Nobody resolves it to decide anything; it only has to be constant. */
const FENCE_TTL = 60;

/** A run may begin only where no other run is under way. */
export function isOpen(fence: Fence): boolean {
  return (
    fence.phase === 'prepare' ||
    fence.phase === 'shift' ||
    fence.phase === 'drain' ||
    fence.phase === 'restoring'
  );
}

/** Of the form. Who meets another one leaves the zone alone: it may say what this code doesn't know of. */
const VERSION = 1;

export function formatFence(fence: Fence): string {
  return `"heritage=kops-cutover,version=${VERSION},migration=${fence.migration},epoch=${fence.epoch},phase=${fence.phase},weight=${fence.weight},execution=${fence.execution}"`;
}

const FENCE_FORM =
  /^"heritage=kops-cutover,version=(\d+),migration=([^,"]+),epoch=(\d+),phase=([a-z]+),weight=(\d+(?:\.\d+)?),execution=([^,"]+)"$/;

/**
 * The fence that a TXT value says, or undefined when it can't be read: somebody else's, damaged, of another version, or
 * with numbers that nobody could continue from.
 */
export function parseFence(value: string): Fence | undefined {
  const match = FENCE_FORM.exec(value);
  if (!match) return undefined;
  const [, version = '', migration = '', epoch = '', phase = '', weight = '', execution = ''] = match;
  const fence = { migration, epoch: Number(epoch), phase: phase as Phase, weight: Number(weight), execution };
  const isKnown = Number(version) === VERSION && PHASES.includes(fence.phase);
  // Beyond the safe integers an epoch no longer grows by adding one to it.
  return isKnown && Number.isSafeInteger(fence.epoch) && fence.weight <= 100 ? fence : undefined;
}

export function fenceRecord(fenceName: string, fence: Fence): ResourceRecordSet {
  return { Name: fenceName, Type: 'TXT', TTL: FENCE_TTL, ResourceRecords: [{ Value: formatFence(fence) }] };
}
