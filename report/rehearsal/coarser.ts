/** Fewer, longer stretches: many rehearsals on one page have less room each. */
import type { NameShare, PlayedRehearsal, Requests } from './document.ts';

/** @param most stretches of a series */
export function coarser(played: PlayedRehearsal, most: number): PlayedRehearsal {
  const { names, requests } = played;
  return {
    ...played,
    ...(names && { names: names.map((each) => coarserShare(each, most)) }),
    ...(requests && { requests: coarserRequests(requests, most) }),
  };
}

function coarserShare(share: NameShare, most: number): NameShare {
  const { from, stepSeconds, values } = share.seen;
  const size = sizeOf(values, most);
  return {
    ...share,
    seen: { from, stepSeconds: stepSeconds * size, values: partsOf(values, size).map(meanKnown) },
  };
}

/** Requests are the mean of a stretch, all others its worst. @param most stretches */
export function coarserRequests(requests: Requests, most: number): Requests {
  const size = sizeOf(requests.legacy, most);
  const mean = (values: readonly number[]) => partsOf(values, size).map((part) => Math.round(meanOf(part)));
  const worst = (values: readonly number[]) => partsOf(values, size).map((part) => Math.max(...part));
  return {
    from: requests.from,
    stepSeconds: requests.stepSeconds * size,
    legacy: mean(requests.legacy),
    cluster: mean(requests.cluster),
    legacyFailed: worst(requests.legacyFailed),
    clusterFailed: worst(requests.clusterFailed),
    lost: worst(requests.lost),
  };
}

function sizeOf(values: readonly unknown[], most: number): number {
  return Math.max(1, Math.ceil(values.length / most));
}

function partsOf<T>(values: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, i) =>
    values.slice(i * size, (i + 1) * size),
  );
}

/** Of those that are known; null if none is. */
export function meanKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : meanOf(known);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}
