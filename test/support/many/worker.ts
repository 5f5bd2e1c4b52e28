/** Plays what it is given, on a core of its own. */
import { parentPort, workerData } from 'node:worker_threads';

/** Seeds from `first` to before `end`. */
export interface Share {
  readonly first: number;
  readonly end: number;
}

export interface PlayedShare {
  readonly share: Share;
  /** By cell: how often it was met. */
  readonly counts: readonly (readonly [string, number])[];
  readonly failed: readonly Failed[];
}

export interface Failed {
  readonly seed: number;
  /** Every problem, and the story. */
  readonly why: string;
}

/** The module that is played. Its `play` throws with every problem and the story when something was violated. */
export interface Playable {
  play(seed: number): Promise<{ readonly cells: Iterable<string> }>;
}

const { play }: Playable = await import(workerData);
parentPort?.on('message', async (share: Share) => parentPort?.postMessage(await played(share)));

async function played(share: Share): Promise<PlayedShare> {
  const counts = new Map<string, number>();
  const failed: Failed[] = [];
  for (let seed = share.first; seed < share.end; seed++) {
    try {
      for (const cell of (await play(seed)).cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
    } catch (error) {
      failed.push({ seed, why: (error as Error).message });
    }
  }
  return { share, counts: [...counts], failed };
}
