/** How often an execution of the masters' machines looks before its history is full. */
import { HISTORY } from '../../shared/machines/history.ts';
import { BETWEEN_HEARTBEATS, UNTIL_TOLD } from './retries.ts';

/**
 * The longest look that can repeat: JudgeQuorum allows the release, and CompleteLifecycle's own check doesn't. These are
 * eight functions (RecordHeartbeat, DescribeMasters and ObserveCluster twice, JudgeQuorum, DrainMaster, CompleteLifecycle)
 * and eight other states.
 */
const LONGEST_LOOK =
  8 * (HISTORY.ofTask + HISTORY.ofFailedTry * BETWEEN_HEARTBEATS.attempts) + 8 * HISTORY.ofOther;

/** All that happens once in any replacement: each state on its way, and a page that is tried for very long. */
const ONCE = 500 + HISTORY.ofFailedTry * UNTIL_TOLD.attempts;

/**
 * Looks of one execution of ReplaceMaster: 135. At a look every 20 s that is three quarters of an hour; a hold of 48 h takes
 * some sixty such executions. The sweep begins the next one. Until then no heartbeat is due: it was recorded if it was older
 * than a third of the time-out, and the next sweep comes within the other two thirds, for every heartbeat that is allowed
 * (`shortestHeartbeat` in lib/masters/config/masters-pace.ts).
 */
export const MOST_LOOKS = Math.floor((HISTORY.mostEvents - ONCE) / LONGEST_LOOK);

/**
 * How RollMasters' waits grow, as a share of the one before: each wait is at most a hundredth of the time that the roll has
 * lasted. 14 days take fewer than 950 looks, whatever `poll` is.
 */
export const ROLL_GROWTH = 1.01;
