import type { HookSeen } from '../../../lambdas/migration/contract/hooks.ts';
import type {
  ConfirmLegacyResult,
  RestoreResult,
  RollBackRequest,
  StopResult,
} from '../../../lambdas/migration/contract/roll-back-payloads.ts';
import type { Failure } from '../../shared/machines/execution.ts';
import { variables } from '../../shared/machines/reader.ts';
import type { EndedDryRun } from './ended-dry-run.ts';

/** What an execution of RollBack knows. What no state has come to yet is empty. */
interface RollBackVariables {
  /** Its input as it came, which may be anything, until RestoreLegacy has read it; then the request that it was read to. */
  readonly event: RollBackRequest;
  /** What its input says of a repeated dry run that ended without a word to anybody. */
  readonly dryRun: EndedDryRun;
  /** How often RestoreLegacy was tried. */
  readonly round: number;
  /** What people know (see OwedLoop). */
  readonly notified: number;
  /** What the states of these names came to. */
  readonly restore: RestoreResult;
  readonly stop: Pick<StopResult, 'stopped'>;
  readonly confirm: ConfirmLegacyResult;
  /** What came of the hook after the rollback. */
  readonly hook: HookSeen;
  /** Which state of this round failed. */
  readonly failure: Failure & { readonly state: string };
}

export const { variable, set } = variables<RollBackVariables>();
