/** Saved queries over the functions' logs. Their lines: lambdas/shared/runtime/log.ts. */
import {
  DECIDE,
  type FunctionState,
  MIGRATE,
  ROLL_BACK,
  WATCH,
} from '../../lambdas/migration/contract/states.ts';
import { type LogQuery, newestFirst } from '../shared/observability/log-queries.ts';
import { type MigrationFunctions, RECORD_STATES } from './functions/migration-functions.ts';

/** From the first change on, in their order. What precedes it is in the readiness report. */
const OF_A_RUN: readonly FunctionState[] = [
  MIGRATE.assessReadiness,
  MIGRATE.lowerTtl,
  MIGRATE.startWatch,
  MIGRATE.adoptRecords,
  MIGRATE.judgeLegacy,
  MIGRATE.shiftWeight,
  MIGRATE.confirmWeight,
  MIGRATE.judgeSoak,
  MIGRATE.holdForDecision,
  MIGRATE.judgeTimeOut,
  MIGRATE.judgePromotion,
  MIGRATE.judgeHook,
  MIGRATE.retireLegacyRecords,
  MIGRATE.measureLegacyTraffic,
  MIGRATE.closeMigration,
  ...Object.values(DECIDE),
  ROLL_BACK.restoreLegacy,
  ROLL_BACK.stopMigration,
  ROLL_BACK.joinRollBack,
  ROLL_BACK.confirmLegacy,
  ROLL_BACK.notifyHeld,
  ROLL_BACK.notifyRollBack,
  WATCH.watch,
];

/** Those whose verdict may hold a run. */
const JUDGES: readonly FunctionState[] = [
  MIGRATE.judgeSoak,
  MIGRATE.judgeLegacy,
  MIGRATE.judgePromotion,
  MIGRATE.judgeTimeOut,
  MIGRATE.judgeHook,
  MIGRATE.measureLegacyTraffic,
];

/** Each of its calls is a line, most of them of nothing to do. */
const WATCH_THAT_ACTED = `(service != "${WATCH.watch}" or ispresent(result.acts.0))`;

/** By what they answer. */
export type MigrationQuery = 'What happened in this run' | 'Why was it held' | 'Who called Route 53';

export function migrationQueries(functions: MigrationFunctions): Readonly<Record<MigrationQuery, LogQuery>> {
  const groupsOf = (states: readonly FunctionState[]) =>
    states.flatMap((state) => functions.allOf(state).map(({ logs }) => logs));
  return {
    'What happened in this run': {
      groups: groupsOf(OF_A_RUN),
      lines: [
        'fields @timestamp, service, message, step, result.verdict, result.decision, result.summary, error.message, execution',
        `filter ispresent(service) and ${WATCH_THAT_ACTED}`,
        ...newestFirst(500),
      ],
    },
    'Why was it held': {
      groups: groupsOf([...JUDGES, ...Object.values(DECIDE)]),
      lines: [
        'fields @timestamp, service, step, result.verdict, result.decision, result.reasons.0, result.reasons.1, result.reasons.2, result.reason, result.decidedBy, execution',
        'filter result.verdict in ["hold", "inconclusive", "fail"] or ispresent(result.decision)',
        ...newestFirst(200),
      ],
    },
    'Who called Route 53': {
      groups: groupsOf([...RECORD_STATES, WATCH.watch]),
      lines: [
        'fields @timestamp, service, message, step, zone, result.summary, result.acts.0, error.name, error.message, execution',
        `filter ispresent(service) and ${WATCH_THAT_ACTED}`,
        ...newestFirst(500),
      ],
    },
  };
}
