import type { AnyCall } from '../calls/call.ts';
import type { AccountWanted } from '../wanted/wanted.ts';

/** Calls that an account needs together. */
export interface Part {
  readonly calls: readonly AnyCall[];
  /** Whether the configuration has anything of it. */
  isIn(account: AccountWanted): boolean;
}
