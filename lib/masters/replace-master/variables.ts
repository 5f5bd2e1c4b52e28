import type { ResultOf } from '../../../lambdas/masters/contract/calls.ts';
import type { Page, Phase, ReplacementRef, StepResult } from '../../../lambdas/masters/contract/payloads.ts';
import type { Failure } from '../../shared/machines/execution.ts';
import { variables } from '../../shared/machines/reader.ts';

/** What an execution of ReplaceMaster knows. */
export interface ReplaceVariables {
  readonly replacement: ReplacementRef;
  readonly phase: Phase;
  readonly fencing: number;
  /** Who the masters are, and how etcd is, at the last look. */
  readonly view: ResultOf<'DescribeMasters'>;
  readonly health: ResultOf<'ObserveCluster'>;
  /** Good looks in a row, and at which replacement. */
  readonly passes: number;
  readonly passedBy: string;
  /** Before the next look. */
  readonly pauseSeconds: number;
  readonly heartbeat: NonNullable<StepResult['heartbeat']> | 'unknown';
  /** How often was looked, and how often AWS could not be asked. */
  readonly looks: number;
  readonly outages: number;
  /** What a person is paged for, or would be. */
  readonly page: Page;
  /** Why nobody could be paged. */
  readonly failure: Failure;
}

export const { variable, set } = variables<ReplaceVariables>();
