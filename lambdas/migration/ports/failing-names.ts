/** Where an alarm sees how many names fail. */
export interface FailingNames {
  /** @param percent of what was asked, 0–100 @param at epoch milliseconds @throws TransientFailure */
  publish(percent: number, at: number): Promise<void>;
}
