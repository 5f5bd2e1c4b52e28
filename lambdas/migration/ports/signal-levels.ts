/** Where alarms see what signals say. */
export interface SignalLevels {
  /** @param levels by the signals' names; without those of which nobody knows @param at epoch milliseconds */
  publish(levels: ReadonlyMap<string, 0 | 1>, at: number): Promise<void>;
}
