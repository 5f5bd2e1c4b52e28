import { ERRORS as SHARED } from '../../shared/contract/errors.ts';

/** The names of the masters’ errors. A name is an API: the functions throw it, the machines retry and catch it. */
export const ERRORS = {
  ...SHARED,
  /** The cluster's lease on its masters is not (any more) this execution's: it must not act on any of them. */
  leaseLost: 'LeaseLost',
  /** Another execution of RollMasters is under way. */
  rollInProgress: 'RollInProgress',
  /** Masters are registered with a load balancer that no function may change: it lacks the cluster's tag. */
  targetsUntagged: 'TargetsUntagged',
  /** No Auto Scaling group carries the tags of the cluster's masters: its name, or the place, is wrong. */
  noMasters: 'NoMasters',
  /** A group of masters has hooks of another stack of this software, which keeps the same masters by another lease. */
  mastersKeptByAnother: 'MastersKeptByAnother',
  /** Hooks of a deployment that failed are still on groups: nobody takes their events. */
  hooksLeftBehind: 'HooksLeftBehind',
} as const;
