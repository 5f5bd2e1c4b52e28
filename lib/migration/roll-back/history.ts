/** How often an execution of RollBack tries again before its history is full. */

import { HISTORY } from '../../shared/machines/history.ts';
import { BRIEF, PROPAGATION } from '../machines/retries.ts';

/**
 * The longest round: four functions (RestoreLegacy, StopMigration, ConfirmLegacy, NotifyRollBack), a message, and seven other
 * states. In it Route 53 says PENDING for half an hour.
 */
const LONGEST_ROUND =
  4 * (HISTORY.ofTask + HISTORY.ofFailedTry * BRIEF.attempts) +
  HISTORY.ofFailedTry * PROPAGATION.attempts +
  HISTORY.ofTask +
  7 * HISTORY.ofOther;

/** What comes before the first round and after the last one. */
const ONCE = 100;

/** Rounds of one execution: 75. At five minutes a round that is six hours; then it hands on to the next execution. */
export const MOST_ROUNDS = Math.floor((HISTORY.mostEvents - ONCE) / LONGEST_ROUND);
