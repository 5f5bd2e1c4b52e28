export type JournalLoss = 'made anew' | 'restored to earlier';

/** How far a migration goes. */
export interface Course {
  /** It is stopped after so many states, and nobody rolls it back. */
  readonly stopsAfter?: number;
  /** After the drain it is closed. */
  readonly closes?: boolean;
}
