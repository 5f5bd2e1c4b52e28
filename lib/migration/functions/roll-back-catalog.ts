import { type FunctionState, ROLL_BACK, SIGNALS } from '../../../lambdas/migration/contract/states.ts';
import { journal, publish } from '../../shared/iam/common.ts';
import * as may from '../iam/permissions.ts';
import { type MigrationFunctionSpec, SMALL, ZONE_CHANGE } from './function-spec.ts';

/** The functions that see to it that legacy can be had back, and those that bring it back. */
export const ROLL_BACK_CATALOG = {
  [SIGNALS.followSignals]: {
    comment: 'Keeps what signals from elsewhere say, and reports it to CloudWatch each minute.',
    timeoutSeconds: 30,
    memoryMb: 192,
    // Called each minute for as long as the stack is there.
    untraced: true,
    onlyIf: ({ settings }) => settings.signals !== undefined,
    environment: ['journalTable'],
    asynchronous: { retries: 2, maxAgeSeconds: 3600 },
    permissions: [journal('Query', 'PutItem'), may.saySignals],
  },
  [ROLL_BACK.restoreLegacy]: {
    comment: 'Puts the records back as they were before the migration. A rollback does this first.',
    timeoutSeconds: 600,
    // More memory is more processor: nothing else in a rollback depends on how fast a function is.
    memoryMb: 1024,
    environment: ['journalTable', 'reportBucket'],
    permissions: [
      may.readRecords,
      may.changeRecords,
      journal('Query', 'GetItem', 'PutItem'),
      may.readCopy,
      may.sayOwed,
    ],
  },
  [ROLL_BACK.stopMigration]: {
    comment: 'Stops the migration’s execution, which can no longer write.',
    ...SMALL,
    environment: ['journalTable', 'migrateArn'],
    permissions: [journal('Query', 'PutItem'), may.stopRuns],
  },
  [ROLL_BACK.joinRollBack]: {
    comment: 'Leaves the rollback to the execution that is running it. If that has ended, takes over.',
    ...SMALL,
    environment: ['journalTable'],
    permissions: [journal('Query', 'PutItem', 'ConditionCheckItem'), may.describeRollBacks],
  },
  [ROLL_BACK.confirmLegacy]: {
    comment: 'Checks that legacy’s records are INSYNC in Route 53, and reads them back.',
    ...ZONE_CHANGE,
    environment: ['journalTable', 'reportBucket'],
    permissions: [
      may.readRecords,
      may.readChanges,
      journal('Query', 'GetItem', 'PutItem'),
      may.readCopy,
      may.sayOwed,
    ],
  },
  [ROLL_BACK.notifyHeld]: {
    comment:
      'Pages people once: legacy was not restored, because only they may do that since the one-way step.',
    ...SMALL,
    environment: ['journalTable', 'topicArn', 'chatTopicArn', 'rollBackArn'],
    permissions: [journal('Query', 'PutItem'), publish],
  },
  [ROLL_BACK.notifyRollBack]: {
    comment: 'Notifies people once: what was rolled back, why, and how long each part took.',
    ...SMALL,
    environment: ['journalTable', 'reportBucket', 'topicArn', 'chatTopicArn'],
    permissions: [journal('Query', 'PutItem'), may.describeConnections, may.writeReports, publish],
  },
} as const satisfies Partial<Record<FunctionState, MigrationFunctionSpec>>;
