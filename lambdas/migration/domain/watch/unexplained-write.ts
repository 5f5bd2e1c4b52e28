/** What Watch keeps of foreign writes of which nobody knows yet who made them. */

export interface UnexplainedWrite {
  /** The same for the same content of the same names. */
  readonly key: string;
  readonly zoneId: string;
  readonly zone: string;
  readonly names: readonly SoughtName[];
  /** Between the last good look at the zone and the finding, ISO 8601. */
  readonly from: string;
  readonly to: string;
}

export interface SoughtName {
  readonly name: string;
  /** What tells one content from another (`contentOf`), of each record set that was found; none: the name is gone. */
  readonly now: readonly string[];
}

/** What is kept of them between two calls of Watch. */
export interface Unexplained {
  readonly run: string;
  /** Grows with each write of this item: two calls at once don't undo each other's. */
  readonly turn: number;
  readonly writes: readonly UnexplainedWrite[];
  /** Contents of names that were asked about, so that people are notified of each only once: hashes, the newest last. */
  readonly known: readonly string[];
  /** Ids of the events that people were notified of. */
  readonly told: readonly string[];
}
