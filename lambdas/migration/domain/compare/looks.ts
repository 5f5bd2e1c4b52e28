/**
 * How sure a verdict must be. A migration compares several things, in several steps, and looks more than once at each soak;
 * the chance that any of all these looks fails a cluster that is as good as legacy is bounded for the migration as a whole.
 */

import type { CompareSettings } from '../../contract/compare-settings.ts';
import type { MigrationSettings } from '../../contract/settings.ts';

/** Chances of one look at one thing. */
export interface Levels {
  /** Of finding a cluster worse that is as good as legacy. */
  readonly chance: number;
  /** Of finding one worse than tolerated that is not, and of finding one not worse that is. */
  readonly tolerated: number;
}

export interface Look {
  /** Steps of the migration in which legacy has some of the traffic: only those are compared. */
  readonly steps: number;
  /** What is compared in each. */
  readonly metrics: number;
  /** An inconclusive soak is extended at most so often. */
  readonly maximumExtensions: number;
  /** How often this soak was extended already, and how many decisions people made in this step. */
  readonly extensions: number;
  readonly decisions: number;
}

export function lookAt(
  { steps, soak }: Pick<MigrationSettings, 'steps' | 'soak'>,
  compare: CompareSettings,
  made: Pick<Look, 'extensions' | 'decisions'>,
): Look {
  return {
    steps: steps.filter(({ percent }) => percent < 100).length,
    metrics: (compare.errorRate ? 1 : 0) + (compare.latency ? 1 : 0) + compare.metrics.length,
    maximumExtensions: soak.maximumExtensions,
    ...made,
  };
}

const TOLERATED = 0.05;
/** The first look at a soak gets the most: later ones see the same requests and few more. */
const FIRST = 0.6;
const EXTENSIONS = 0.3;
/** Kept for looks that nobody can count before: each decision of a person may lead to some. */
const DECISIONS = 0.1;

/**
 * Bonferroni's: steps and metrics have equal parts. Of each part the first look has six tenths, and those after extensions share three.
 * The last tenth is for looks after decisions: half of what is left for those after each, so that it is never spent.
 * @param falseAlarms of the whole migration (0–1)
 */
export function levelsOf(look: Look, falseAlarms: number): Levels {
  return { chance: (falseAlarms / (look.steps * look.metrics)) * shareOf(look), tolerated: TOLERATED };
}

function shareOf({ maximumExtensions, extensions, decisions }: Look): number {
  if (decisions > 0) return DECISIONS / 2 ** decisions / (maximumExtensions + 1);
  return extensions === 0 ? FIRST : EXTENSIONS / maximumExtensions;
}
