import type { Change, ResourceRecordSet } from '../domain/record-set.ts';

/**
 * What a swap came to. A refusal is a fact to decide on, not an error: something in the zone differs from what was read,
 * or Route 53 takes what some name of the batch should hold from nobody.
 */
export type SwapResult =
  | { readonly accepted: true; readonly changeId: string; readonly acceptedAt: string }
  | { readonly accepted: false; readonly messages: readonly string[] };

/** A hosted zone, as far as a migration needs it. */
export interface Zone {
  /**
   * The record sets at `names` (dot-terminated, as Route 53 returns them), all types, in any order.
   * Reads as few pages as possible. Throws `TransientFailure` when Route 53 cannot be asked.
   */
  read(names: readonly string[]): Promise<readonly ResourceRecordSet[]>;
  /** Every record set of the zone, as `read` gives them. */
  readAll(): Promise<readonly ResourceRecordSet[]>;
  /**
   * Sends one atomic batch. Every batch deletes exactly what it believes is there, so an acceptance proves it was.
   * Throws `TransientFailure` when it isn't known whether the batch was applied, or was throttled for too long.
   */
  swap(changes: readonly Change[], comment: string): Promise<SwapResult>;
  /** Route 53's status of a change. */
  isInSync(changeId: string): Promise<boolean>;
}
