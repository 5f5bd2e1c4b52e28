import type { ResultOf } from '../../../lambdas/masters/contract/calls.ts';
import type { RollNextPayload, RollPlan } from '../../../lambdas/masters/contract/payloads.ts';
import { variables } from '../../shared/machines/reader.ts';

/** What an execution of RollMasters knows. */
interface RollVariables
  extends Pick<RollPlan, 'summary' | 'warnings' | 'untagged'>,
    Pick<RollNextPayload, 'replacing'> {
  /** Its input as it came. */
  readonly input: unknown;
  readonly view: ResultOf<'DescribeMasters'>;
  readonly versions: ResultOf<'ObserveVersions'>;
  /** How often was looked, and how long to pause before the next look. */
  readonly looks: number;
  readonly pauseSeconds: number;
  /** Why the roll has stopped, or waits. */
  readonly reason: string;
  /** What became of each master. */
  readonly report: readonly string[];
  /** What the masters' answers say against them; '' where nothing does. */
  readonly unwell: string;
}

export const { variable, set } = variables<RollVariables>();
