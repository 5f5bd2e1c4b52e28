/** Plays the histories that it is given, on a core of its own. */
import { parentPort } from 'node:worker_threads';
import { type Cell, Hits } from '../support/history/hits.ts';
import { play } from '../support/history/play.ts';

/** Seeds from `first` to before `end`. */
export interface Share {
  readonly first: number;
  readonly end: number;
}

export interface PlayedShare {
  readonly share: Share;
  readonly counts: readonly (readonly [Cell, number])[];
  readonly failed: readonly FailedHistory[];
}

export interface FailedHistory {
  readonly seed: number;
  /** Every problem, and the story. */
  readonly why: string;
}

parentPort?.on('message', async (share: Share) => parentPort?.postMessage(await played(share)));

async function played(share: Share): Promise<PlayedShare> {
  const hits = new Hits();
  const failed: FailedHistory[] = [];
  for (let seed = share.first; seed < share.end; seed++) {
    try {
      hits.add((await play(seed)).cells);
    } catch (error) {
      failed.push({ seed, why: (error as Error).message });
    }
  }
  return { share, counts: hits.counts, failed };
}
