/** How often an execution of the masters' machines looks before its history is full. */
import { HISTORY } from '../../shared/machines/history.ts';
import { BETWEEN_HEARTBEATS, UNTIL_TOLD } from './retries.ts';

/**
 * The longest look that can come again and again: the gate lets the master go, and right before the call it doesn't, which are
 * eight functions (RecordHeartbeat, DescribeMasters and ObserveCluster twice, JudgeQuorum, DrainMaster, CompleteLifecycle)
 * and eight other states.
 */
const LONGEST_LOOK =
  8 * (HISTORY.ofTask + HISTORY.ofFailedTry * BETWEEN_HEARTBEATS.attempts) + 8 * HISTORY.ofOther;

/** All that happens once, however a replacement goes: each state of its way, and a page that is tried for very long. */
const ONCE = 500 + HISTORY.ofFailedTry * UNTIL_TOLD.attempts;

/**
 * Looks of one execution of ReplaceMaster: 135. At a look every 20 s that is three quarters of an hour; a hold of 48 h takes
 * some sixty such executions. The next one is begun by the sweep. Until it looks, nothing has to be held on: the heartbeat was
 * recorded if it was older than a third of the time-out, and two thirds are longer than a sweep takes to come
 * (`shortestHeartbeat` in lib/masters/config/masters-pace.ts), for every heartbeat that is allowed.
 */
export const MOST_LOOKS = Math.floor((HISTORY.mostEvents - ONCE) / LONGEST_LOOK);

/**
 * How RollMasters' waits grow, as a share of the one before: a roll's looks become as sparse as it has become long, each
 * at most a hundredth of all the time before it later. 14 days take fewer than 950 looks, whatever `poll` is.
 */
export const ROLL_GROWTH = 1.01;
