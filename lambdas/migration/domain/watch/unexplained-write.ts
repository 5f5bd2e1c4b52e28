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
  /** People were notified of calls that lead to what was found. An earlier one may still become known. */
  readonly answered?: true;
}

export interface SoughtName {
  readonly name: string;
  /** The record sets that were found; none: the name is gone. */
  readonly now: readonly SoughtSet[];
  /** Those that the run had written last. Absent if a step was under way: then they are not known. */
  readonly was?: readonly SoughtSet[];
}

/** A record set without its values, which may be secret. */
export interface SoughtSet {
  /** What it replaces, and by what it is replaced: its type and its identifier. */
  readonly slot: string;
  /** What tells one content from another (`contentOf`). */
  readonly content: string;
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
