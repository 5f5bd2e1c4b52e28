import type { Reading } from './reading.ts';

export interface Vpc {
  readonly id: string;
  readonly region: string;
}

export interface ListedPrivateZone {
  readonly id: string;
  /** Dot-terminated, as Route 53 gives it. */
  readonly name: string;
}

/** A hosted zone that answers in some VPCs only. */
export interface PrivateZone extends ListedPrivateZone {
  /** Whose it is. */
  readonly account: string;
  readonly vpcs: Reading<readonly Vpc[]>;
}
