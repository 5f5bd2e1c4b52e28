/** Plays histories on all cores. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Hits } from '../support/history/hits.ts';
import type { FailedHistory, PlayedShare, Share } from './worker.ts';

const SHARE = 250;

export interface Playing {
  /** Seed of the first. */
  readonly from: number;
  readonly count: number;
  /** After a share with a violation there is no other. */
  readonly untilViolated: boolean;
  /** Whenever a share is done. */
  readonly progress?: (played: Played) => void;
}

export interface Played {
  readonly count: number;
  readonly hits: Hits;
  readonly failed: readonly FailedHistory[];
}

export async function playMany({ from, count, untilViolated, progress }: Playing): Promise<Played> {
  const hits = new Hits();
  const failed: FailedHistory[] = [];
  let played = 0;
  const shares = sharesOf(from, from + count);
  const next = (): Share | undefined => {
    if (untilViolated && failed.length > 0) return undefined;
    const { value, done } = shares.next();
    return done ? undefined : value;
  };
  const seen = (share: PlayedShare): void => {
    hits.merge(share.counts);
    failed.push(...share.failed);
    played += share.share.end - share.share.first;
    progress?.({ count: played, hits, failed });
  };
  await Promise.all(Array.from({ length: availableParallelism() }, () => onWorker(next, seen)));
  return { count: played, hits, failed: failed.toSorted((a, b) => a.seed - b.seed) };
}

/** What is there to play, to be taken share by share. */
function* sharesOf(from: number, end: number): Generator<Share, undefined> {
  for (let first = from; first < end; first += SHARE) yield { first, end: Math.min(first + SHARE, end) };
  return undefined;
}

/** @throws when the worker ends by itself, for then its share was not played */
function onWorker(next: () => Share | undefined, seen: (share: PlayedShare) => void): Promise<void> {
  const worker = new Worker(new URL('worker.ts', import.meta.url));
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
