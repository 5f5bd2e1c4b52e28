/** A hold, and a person's answer to it, as machines and functions hand them over. */
import type { Run } from '../../shared/contract/run.ts';

export interface HoldPayload {
  readonly run: Run;
  readonly taskToken: string;
  readonly step: number;
  readonly state: string;
  readonly reasons: readonly string[];
  /** What speaks against a rollback. While there is anything, the hold's time-out only asks again. */
  readonly legacy: readonly string[];
  /** The one-way step has begun: the time-out only asks again, too. */
  readonly oneWay: boolean;
  /** The hold under way waits on with another token: Watch was silent in it. */
  readonly again: boolean;
}
/**
 * - `promote`: continue. `retry`: do again what asked.
 * - `promoteToEnd`: make the last step next. `skipDown`: go back to an earlier step.
 * - `extend`: wait longer. `abort`: roll back.
 */
export type DecisionName = 'promote' | 'promoteToEnd' | 'extend' | 'retry' | 'skipDown' | 'abort';
export interface Decision {
  readonly decision: DecisionName;
  readonly reason: string;
  readonly decidedBy: string;
  /** For `extend` and `retry`: until when. */
  readonly soakUntil: string;
  /** For `promoteToEnd` and `skipDown`. */
  readonly jump?: Jump;
}
/** Index of the step that is made next, and of the one that the zones are at. */
export interface Jump {
  readonly step: number;
  readonly from: number;
}
