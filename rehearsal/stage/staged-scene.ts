import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Chronicle } from '../text/chronicle.ts';
import type { Simulation } from './director.ts';

/** A world on the stage, as the stage needs it. */
export interface StagedScene {
  /** When it begins, epoch milliseconds. */
  readonly start: number;
  readonly simulation: Simulation;
  readonly estate: { readonly snapshot: Pick<Snapshot, 'byHand'> };
  close(): unknown;
}

/** What a scene is set with. */
export interface SceneSetting {
  readonly seed: number;
  /** What is played, and how often it was played on this stage before. */
  readonly title: string;
  readonly playedBefore: number;
  /** The rehearsal's time, epoch milliseconds. */
  readonly now: () => number;
  readonly chronicle: Chronicle;
  /** Work that takes real time: rehearsed time does not advance without it. */
  readonly work: (what: string, body: () => Promise<void>) => Promise<void>;
  /** Ends the rehearsal. */
  readonly onError: (error: Error) => void;
}
