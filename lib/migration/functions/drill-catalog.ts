import { DRILL, type FunctionState } from '../../../lambdas/migration/contract/states.ts';
import { journal, publish } from '../../shared/iam/common.ts';
import * as may from '../iam/permissions.ts';
import { type MigrationFunctionSpec, ZONE_CHANGE } from './function-spec.ts';

const IF_DRILLED: Pick<MigrationFunctionSpec, 'onlyIf'> = {
  onlyIf: ({ settings }) => settings.drill !== false,
};

/** The functions of a drill. They may change what they make, and read the migration’s journal. */
export const DRILL_CATALOG = {
  [DRILL.beginDrill]: {
    comment: 'Makes a throwaway name in each zone. First removes what a stopped drill has left.',
    ...IF_DRILLED,
    ...ZONE_CHANGE,
    environment: ['journalTable'],
    permissions: [
      may.readRecords,
      may.changeThrowaways,
      journal('Query'),
      may.drillJournal('Query', 'GetItem', 'PutItem', 'ConditionCheckItem'),
      may.describeDrills,
    ],
  },
  [DRILL.moveDrillName]: {
    comment: 'Gives the cluster the share of the first step at the throwaway name.',
    ...IF_DRILLED,
    ...ZONE_CHANGE,
    environment: ['journalTable'],
    permissions: [
      may.readRecords,
      may.changeThrowaways,
      journal('Query'),
      may.drillJournal('Query', 'GetItem', 'PutItem', 'ConditionCheckItem'),
    ],
  },
  [DRILL.confirmDrill]: {
    comment: 'Asks which zones are INSYNC, and reads the throwaway names back.',
    ...IF_DRILLED,
    ...ZONE_CHANGE,
    environment: ['journalTable'],
    permissions: [may.readRecords, may.readChanges, may.drillJournal('Query')],
  },
  [DRILL.restoreDrillName]: {
    comment: 'Rolls the throwaway name back by force, as a rollback does.',
    ...IF_DRILLED,
    timeoutSeconds: 600,
    // As RestoreLegacy has, so that it is as fast.
    memoryMb: 1024,
    environment: ['journalTable'],
    permissions: [
      may.readRecords,
      may.changeThrowaways,
      journal('Query'),
      may.drillJournal('Query', 'GetItem', 'PutItem'),
    ],
  },
  [DRILL.removeDrillName]: {
    comment: 'Removes all that the drill has made, and compares the zones with what they were.',
    ...IF_DRILLED,
    ...ZONE_CHANGE,
    environment: ['journalTable'],
    permissions: [
      may.readRecords,
      may.changeThrowaways,
      journal('Query'),
      may.drillJournal('Query', 'GetItem', 'PutItem'),
    ],
  },
  [DRILL.reportDrill]: {
    comment: 'Writes the report, and notifies people: measured times beside predicted ones.',
    ...IF_DRILLED,
    ...ZONE_CHANGE,
    environment: ['journalTable', 'reportBucket', 'topicArn', 'chatTopicArn'],
    permissions: [may.drillJournal('Query', 'PutItem'), may.writeReports, publish],
  },
} as const satisfies Partial<Record<FunctionState, MigrationFunctionSpec>>;
