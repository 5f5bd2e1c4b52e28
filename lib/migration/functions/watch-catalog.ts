import { ALARMS, MIGRATE, WATCH } from '../../../lambdas/migration/contract/states.ts';
import { journal, publish } from '../../shared/iam/common.ts';
import { writeState } from '../iam/permission-sets.ts';
import * as may from '../iam/permissions.ts';
import { publishRun } from '../iam/traffic-permissions.ts';
import { type MigrationFunctionSpec, SMALL } from './function-spec.ts';

/** What makes, and removes, Watch's schedule. */
const TO_SCHEDULE = ['watchGroup', 'watchArn', 'watchRoleArn'] as const;

/** Watch, what has it called, and ProbeNames. */
export const WATCH_CATALOG = {
  [MIGRATE.startWatch]: {
    comment: 'Makes the schedule by which Watch looks at this run each minute, also again if it was deleted.',
    ...SMALL,
    environment: ['journalTable', 'reportBucket', 'topicArn', 'chatTopicArn', ...TO_SCHEDULE],
    permissions: [may.makeSchedules, writeState, may.keepCopy, may.sayOwed, publish],
  },
  [WATCH.watch]: {
    comment:
      'Looks each minute whether the run, its zones and its alarms are as they should be. Changes no record.',
    timeoutSeconds: 55,
    memoryMb: 192,
    // Each of its calls would be a trace, and those of a week cost as much as it does itself.
    untraced: true,
    environment: [
      'journalTable',
      'topicArn',
      'chatTopicArn',
      'migrateArn',
      'rollBackArn',
      'decideArn',
      'recordRoles',
      ...TO_SCHEDULE,
    ],
    // The next minute's call makes up for one that fails.
    asynchronous: { retries: 0, maxAgeSeconds: 60 },
    permissions: [
      may.readRecords,
      may.describeAlarms,
      journal('Query', 'GetItem', 'PutItem'),
      may.describeRuns,
      may.describeRollBacks,
      may.listRuns,
      may.startRollBack,
      may.answerHolds,
      may.sendHeartbeats,
      may.removeSchedules,
      publishRun,
      may.readTrail,
      publish,
    ],
  },
  [ALARMS.probeNames]: {
    comment:
      'Requests the names from the cluster’s load balancer each minute, and reports to CloudWatch what percentage failed.',
    timeoutSeconds: 55,
    // The processor that 24 TLS handshakes at once take.
    memoryMb: 512,
    // Called each minute for as long as the stack is there.
    untraced: true,
    onlyIf: ({ settings }) => settings.nameProbe !== undefined,
    inCluster: ({ settings }) => settings.nameProbe?.inClusterNetwork === true,
    environment: [],
    // The next minute's call makes up for one that fails.
    asynchronous: { retries: 0, maxAgeSeconds: 60 },
    permissions: [may.sayFailingNames],
  },
} as const satisfies Readonly<Record<string, MigrationFunctionSpec>>;
