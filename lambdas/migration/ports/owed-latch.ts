/** Keeps the health check on the cluster's records unhealthy, or lets it go. */
export interface OwedLatch {
  /**
   * @param at epoch milliseconds: the moment at which that was known. Of one minute, "not owed" counts.
   * @throws TransientFailure
   */
  say(owed: boolean, at: number): Promise<void>;
}
