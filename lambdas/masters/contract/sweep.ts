/**
 * What SweepMasters returns, and so logs: `done` with this as its `result`. The stack's alarms count from these
 * numbers, so each of them is always there.
 */
export interface SweepResult {
  /** Groups of masters that carry the cluster's tags. */
  readonly groups: number;
  /** What the sweep found to do and did, one line each, for people. */
  readonly found: readonly string[];
  /** Of these, how many no event had reported. */
  readonly missed: number;
  /**
   * Masters that wait in a hook of ours which AWS is about to end by itself: less than a third of the heartbeat time-out
   * is left, or of AWS's overall limit less than that.
   */
  readonly expiring: number;
  /** How long the lease has been held by its holder, or broken, seconds; 0 while it is free. */
  readonly leaseHeldSeconds: number;
}
