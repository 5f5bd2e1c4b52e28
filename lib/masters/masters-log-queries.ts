/** Saved queries over the functions' logs. Their lines: lambdas/shared/runtime/log.ts. */
import {
  DECIDE_MASTERS,
  MASTERS_EVENTS,
  type MastersFunction,
  REPLACE_MASTER,
  ROLL_MASTERS,
} from '../../lambdas/masters/contract/states.ts';
import { type LogQuery, newestFirst } from '../shared/observability/log-queries.ts';
import type { MastersFunctions } from './functions/masters-functions.ts';

/** Those whose result is to continue, to wait or to stop. */
const STEPS: readonly MastersFunction[] = [
  REPLACE_MASTER.acquireLease,
  REPLACE_MASTER.judgeQuorum,
  REPLACE_MASTER.drainMaster,
  REPLACE_MASTER.completeLifecycle,
  REPLACE_MASTER.waitForVolumes,
  REPLACE_MASTER.waitForReplacement,
  REPLACE_MASTER.verifyMaster,
  ROLL_MASTERS.rollNextMaster,
];

const OTHERS: readonly MastersFunction[] = [
  REPLACE_MASTER.releaseLease,
  REPLACE_MASTER.pageOperator,
  ROLL_MASTERS.planRoll,
  DECIDE_MASTERS.recordMastersDecision,
  MASTERS_EVENTS.takeSignal,
  MASTERS_EVENTS.sweepMasters,
];

const { sweepMasters } = MASTERS_EVENTS;

export type MastersQuery = 'What happened to the masters' | 'Why does a replacement wait';

export function mastersQueries(functions: MastersFunctions): Readonly<Record<MastersQuery, LogQuery>> {
  const groupsOf = (states: readonly MastersFunction[]) => states.map((state) => functions.of(state).logs);
  return {
    'What happened to the masters': {
      groups: groupsOf([...STEPS, ...OTHERS]),
      lines: [
        'fields @timestamp, service, message, replacement, result.outcome, result.reason, result.found.0, error.message, execution',
        `filter ispresent(service) and (service != "${sweepMasters}" or ispresent(result.found.0))`,
        ...newestFirst(500),
      ],
    },
    'Why does a replacement wait': {
      groups: groupsOf(STEPS),
      lines: [
        'fields @timestamp, service, replacement, result.outcome, result.reason, execution',
        'filter result.outcome in ["wait", "waiting", "queued", "pending", "draining", "again", "stop", "stopped"]',
        ...newestFirst(200),
      ],
    },
  };
}
