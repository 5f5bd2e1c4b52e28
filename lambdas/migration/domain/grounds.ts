/**
 * A verdict is made of grounds: each says one thing that was seen and whether the migration may continue. The worst
 * ground decides; all are reported.
 */
import type { VerdictName } from '../contract/payloads.ts';

/**
 * What a ground means, from worst to best.
 * - `fail`: roll back.
 * - `hold`: a person must look, whatever else was seen.
 * - `again`: Route 53 has lost what it had accepted: the step is made again.
 * - `inconclusive`: not known well enough; waiting may help.
 * - `approval`: all may be healthy, and a person is asked nevertheless.
 */
const GROUND_VERDICTS = ['fail', 'hold', 'again', 'inconclusive', 'approval', 'pass'] as const;
export type GroundVerdict = (typeof GROUND_VERDICTS)[number];

export interface Ground {
  readonly verdict: GroundVerdict;
  readonly text: string;
}

export function ground(verdict: GroundVerdict, text: string): Ground {
  return { verdict, text };
}

/** The worst verdict of all; `inconclusive` when nothing was looked at at all. */
export function worst(grounds: readonly Ground[]): GroundVerdict {
  const present = new Set(grounds.map(({ verdict }) => verdict));
  return GROUND_VERDICTS.find((verdict) => present.has(verdict)) ?? 'inconclusive';
}

/** The texts, worst first; in their order otherwise. */
export function reasonsOf(grounds: readonly Ground[]): readonly string[] {
  return GROUND_VERDICTS.flatMap((verdict) =>
    grounds.filter((each) => each.verdict === verdict).map((each) => each.text),
  );
}

/** What the machine gets: an approval is a hold like any other, and only a soak's step is made again. */
export function verdictOf(verdict: GroundVerdict): VerdictName {
  return verdict === 'approval' || verdict === 'again' ? 'hold' : verdict;
}
