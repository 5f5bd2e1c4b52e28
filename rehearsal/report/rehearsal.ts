import type { AccountEvidence, CheckOutcome } from '../checks/check.ts';
import type { Titled } from '../scenarios/scenario.ts';
import type { Chronicle } from '../text/chronicle.ts';
import type { AccountFigures } from './account-figures.ts';

export interface Rehearsal {
  readonly scenario: Pick<Titled<string>, 'name' | 'about' | 'variant'>;
  readonly seed: number;
  readonly evidence: AccountEvidence;
  readonly outcomes: readonly CheckOutcome[];
  readonly chronicle: Chronicle;
  readonly account: AccountFigures;
  /** What it came to beside that, as lines of the summary. */
  readonly figures: readonly string[];
  /** Milliseconds of real time. */
  readonly took: number;
}
