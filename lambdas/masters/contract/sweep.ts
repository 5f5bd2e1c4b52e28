/**
 * What SweepMasters returns, and so logs: `done` with this as its `result`. The stack's alarms count from these
 * numbers, and its dashboard shows them, so each of them is always there.
 */
export interface SweepResult {
  /** Groups of masters that carry the cluster's tags. */
  readonly groups: number;
  /** What the sweep found to do and did, one line each, for people. */
  readonly found: readonly string[];
  /** Of these, how many no event had reported. */
  readonly missed: number;
  /**
   * Masters in a hook of ours whose wait AWS is about to end: less than a third of the heartbeat time-out
   * is left, or of AWS's overall limit less than that.
   */
  readonly expiring: number;
  /** Masters that Auto Scaling has in service. */
  readonly inService: number;
  /** Masters that wait in a hook, to be terminated or to come into service. */
  readonly waiting: number;
  /** Replacements that wait for a person's answer to a page. */
  readonly paged: number;
  /** How long its holder has had the lease, or it has been broken, seconds; 0 while it is free. */
  readonly leaseHeldSeconds: number;
}
