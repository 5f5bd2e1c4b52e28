import * as z from 'zod/mini';
import { sfn } from '../shared/adapters/sfn-client.ts';
import { SfnExecutions } from '../shared/adapters/sfn-executions.ts';
import { ENV } from '../shared/contract/environment.ts';
import { environmentValue } from '../shared/runtime/environment.ts';
import { makeHandler } from '../shared/runtime/make-handler.ts';
import { parserFor, restoreResultSchema } from '../shared/runtime/parse.ts';
import { stopMigration } from './stop-migration.ts';

export const handler = makeHandler(
  'StopMigration',
  parserFor(z.object({ restore: restoreResultSchema })),
  ({ restore }) => stopMigration(restore, environmentValue(ENV.migrateArn), new SfnExecutions(sfn)),
);
