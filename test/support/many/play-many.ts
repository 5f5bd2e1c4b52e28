/** Plays what is the same again by the same seed, on all cores. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Failed, PlayedShare, Share } from './worker.ts';

export interface Playing {
  /** Seed of the first. */
  readonly from: number;
  readonly count: number;
  /** After a share with a violation there is no other. */
  readonly untilViolated: boolean;
  /** URL of the `Playable`. */
  readonly module: string;
  /** How many a core plays before it reports them. */
  readonly share: number;
  /** Whenever a share is done. */
  readonly progress?: (played: Played) => void;
}

export interface Played {
  readonly count: number;
  /** By cell: how many have met it. */
  readonly counts: ReadonlyMap<string, number>;
  readonly failed: readonly Failed[];
}

export async function playMany(playing: Playing): Promise<Played> {
  const { untilViolated, module, progress } = playing;
  const counts = new Map<string, number>();
  const failed: Failed[] = [];
  let played = 0;
  const shares = sharesOf(playing);
  const next = (): Share | undefined => {
    if (untilViolated && failed.length > 0) return undefined;
    const { value, done } = shares.next();
    return done ? undefined : value;
  };
  const seen = (share: PlayedShare): void => {
    for (const [cell, times] of share.counts) counts.set(cell, (counts.get(cell) ?? 0) + times);
    failed.push(...share.failed);
    played += share.share.end - share.share.first;
    progress?.({ count: played, counts, failed });
  };
  await Promise.all(Array.from({ length: availableParallelism() }, () => onWorker(module, next, seen)));
  return { count: played, counts, failed: failed.toSorted((a, b) => a.seed - b.seed) };
}

/** What is there to play, to be taken share by share. */
function* sharesOf({ from, count, share }: Playing): Generator<Share, undefined> {
  const end = from + count;
  for (let first = from; first < end; first += share) yield { first, end: Math.min(first + share, end) };
  return undefined;
}

/** @throws when the worker ends unasked, because then its share was not played */
function onWorker(
  module: string,
  next: () => Share | undefined,
  seen: (share: PlayedShare) => void,
): Promise<void> {
  const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: module });
  return new Promise<void>((resolve, reject) => {
    const go = () => {
      const share = next();
      if (share) worker.postMessage(share);
      else resolve();
    };
    worker.on('message', (played: PlayedShare) => {
      seen(played);
      go();
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`A worker ended with ${code}.`)));
    go();
  }).finally(() => worker.terminate());
}
