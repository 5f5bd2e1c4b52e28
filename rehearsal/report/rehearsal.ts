import type { AccountEvidence, CheckOutcome } from '../checks/check.ts';
import type { Titled } from '../scenarios/scenario.ts';
import type { Chronicle } from '../text/chronicle.ts';
import type { AccountFigures } from './account-figures.ts';
import type { ExecutionHistory } from './histories.ts';
import type { SceneRecord } from './scene-record.ts';

export interface Rehearsal {
  readonly scenario: Pick<Titled<string>, 'of' | 'name' | 'about' | 'variant'>;
  readonly seed: number;
  readonly evidence: AccountEvidence;
  readonly outcomes: readonly CheckOutcome[];
  readonly chronicle: Chronicle;
  readonly account: AccountFigures;
  /** What it came to beside that, as lines of the summary. */
  readonly figures: readonly string[];
  readonly histories: readonly ExecutionHistory[];
  readonly record: SceneRecord;
  /** The dashboard's graphs, an SVG. */
  readonly picture?: string | undefined;
  /** Milliseconds of real time. */
  readonly took: number;
}
