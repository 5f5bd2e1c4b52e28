import * as z from 'zod/mini';
import { sfn } from '../shared/adapters/sfn-client.ts';
import { SfnExecutions } from '../shared/adapters/sfn-executions.ts';
import { ENV } from '../shared/contract/environment.ts';
import { readRequest } from '../shared/domain/roll-back-request.ts';
import { environmentValue } from '../shared/runtime/environment.ts';
import { makeHandler } from '../shared/runtime/make-handler.ts';
import { parserFor, restoreResultSchema, runSchema } from '../shared/runtime/parse.ts';
import { stopMigration } from './stop-migration.ts';

const payload = z.object({
  run: runSchema,
  event: z.unknown(),
  restore: z.exactOptional(restoreResultSchema),
});

export const handler = makeHandler('StopMigration', parserFor(payload), ({ run, event, restore }) =>
  stopMigration(
    restore ?? { outcome: 'owed', request: readRequest(event, run), marked: false },
    environmentValue(ENV.migrateArn),
    new SfnExecutions(sfn),
  ),
);
