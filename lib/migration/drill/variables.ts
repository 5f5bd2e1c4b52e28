import type {
  DrillHalf,
  DrillPhase,
  DrillRemoved,
  ZoneSeen,
} from '../../../lambdas/migration/contract/drill.ts';
import type { ChangeResult } from '../../../lambdas/migration/contract/payloads.ts';
import { variables } from '../../shared/machines/reader.ts';

/** What an execution of Drill knows. What no state has come to yet is empty. */
interface DrillVariables {
  readonly zones: readonly string[];
  readonly percent: number;
  readonly note: string;
  /** What Route 53 has not confirmed yet: since when it is measured, and what was changed. */
  readonly phase: DrillPhase;
  readonly since: string;
  readonly change: ChangeResult;
  readonly seen: readonly ZoneSeen[];
  readonly moved: DrillHalf;
  readonly restored: DrillHalf;
  readonly removed: DrillRemoved;
  /** Which state failed, and with what; '' while none has. */
  readonly failure: string;
}

export const { variable, set } = variables<DrillVariables>();
