import * as z from 'zod/mini';
import { sfn } from '../../../shared/adapters/sfn-client.ts';
import { SfnExecutions } from '../../../shared/adapters/sfn-executions.ts';
import { environmentValue } from '../../../shared/runtime/environment.ts';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { ENV } from '../../contract/environment.ts';
import { ROLL_BACK } from '../../contract/states.ts';
import { readRequest } from '../../domain/roll-back-request.ts';
import { restoreResultSchema } from '../../runtime/change-schemas.ts';
import { journalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { stopMigration } from './stop-migration.ts';

const payload = z.object({
  run: runSchema,
  event: z.unknown(),
  restore: z.exactOptional(restoreResultSchema),
});

export const handler = makeHandler(
  ROLL_BACK.stopMigration,
  parserFor(payload),
  ({ run, event, restore }, { settings, clock }) =>
    stopMigration(
      { run, request: restore?.request ?? readRequest(event, run), ...(restore && { restore }) },
      {
        settings,
        migrateArn: environmentValue(ENV.migrateArn),
        executions: new SfnExecutions(sfn),
        journal: journalOf(settings),
        clock,
      },
    ),
);
