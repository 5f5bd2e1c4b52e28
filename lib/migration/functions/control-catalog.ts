import { CONTROL } from '../../../lambdas/migration/contract/states.ts';
import { allow, executionsOf, journal } from '../../shared/iam/common.ts';
import * as may from '../iam/permissions.ts';
import { countRequests } from '../iam/traffic-permissions.ts';
import { type MigrationFunctionSpec, SMALL } from './function-spec.ts';

const readRollBackHistory: may.MigrationPermission = ({ rollBackArn }) =>
  allow(['states:GetExecutionHistory'], [executionsOf(rollBackArn)], {
    whyWildcard: 'Executions of the machine RollBack, whose names are known only at run time.',
  });

/** What people call by the command. */
export const CONTROL_CATALOG = {
  [CONTROL.status]: {
    comment: 'Says how the migration is, for the command `kops-cutover status`. Changes nothing.',
    ...SMALL,
    // Whoever watches calls it every few seconds.
    untraced: true,
    environment: ['journalTable', 'migrateArn', 'rollBackArn'],
    permissions: [
      journal('Query', 'GetItem'),
      may.describeAlarms,
      countRequests,
      may.describeRuns,
      may.readRunHistory,
      readRollBackHistory,
      may.listRuns,
    ],
  },
} as const satisfies Readonly<Record<string, MigrationFunctionSpec>>;
