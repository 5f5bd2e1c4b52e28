import * as z from 'zod/mini';
import { sfn } from '../../../shared/adapters/sfn-client.ts';
import { parserFor, runSchema, text } from '../../../shared/runtime/parse.ts';
import { SfnTasks } from '../../adapters/sfn-tasks.ts';
import { MIGRATE } from '../../contract/states.ts';
import { journalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { watchHook } from './watch-hook.ts';

const payload = z.object({ run: runSchema, asked: text, taskToken: z.string() });

export const handler = makeHandler(MIGRATE.watchHook, parserFor(payload), (asked, { settings, clock }) =>
  watchHook(asked, { journal: journalOf(settings), tasks: new SfnTasks(sfn), clock }),
);
