/**
 * A verdict is made of grounds: each says one thing that was seen and what it means for going on. The worst
 * ground decides; all are told.
 */
import type { VerdictName } from '../contract/payloads.ts';

/**
 * What a ground means, from worst to best.
 * - `fail`: roll back.
 * - `hold`: a person must look, whatever else was seen.
 * - `inconclusive`: not known well enough; waiting may help.
 * - `approval`: all may be well, and a person is asked nevertheless.
 */
const BEARINGS = ['fail', 'hold', 'inconclusive', 'approval', 'pass'] as const;
export type Bearing = (typeof BEARINGS)[number];

export interface Ground {
  readonly bearing: Bearing;
  readonly text: string;
}

export function ground(bearing: Bearing, text: string): Ground {
  return { bearing, text };
}

/** The worst bearing of all; `inconclusive` when nothing was looked at at all. */
export function worst(grounds: readonly Ground[]): Bearing {
  const present = new Set(grounds.map(({ bearing }) => bearing));
  return BEARINGS.find((bearing) => present.has(bearing)) ?? 'inconclusive';
}

/** The texts, worst first; in their order otherwise. */
export function reasonsOf(grounds: readonly Ground[]): readonly string[] {
  return BEARINGS.flatMap((bearing) =>
    grounds.filter((each) => each.bearing === bearing).map((each) => each.text),
  );
}

/** What the machine is told: an approval is a hold like any other. */
export function verdictOf(bearing: Bearing): VerdictName {
  return bearing === 'approval' ? 'hold' : bearing;
}
