import * as z from 'zod/mini';
import { sfn } from '../../../shared/adapters/sfn-client.ts';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { SfnTasks } from '../../adapters/sfn-tasks.ts';
import { DECIDE } from '../../contract/states.ts';
import { journalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { recordDecision } from './record-decision.ts';

const payload = z.object({ run: runSchema, input: z.unknown() });

export const handler = makeHandler(DECIDE.recordDecision, parserFor(payload), (asked, { settings, clock }) =>
  recordDecision(asked, {
    settings,
    clock,
    journal: journalOf(settings),
    tasks: new SfnTasks(sfn),
  }),
);
