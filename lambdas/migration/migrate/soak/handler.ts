import * as z from 'zod/mini';
import { instant, parserFor, runSchema, stepSchema, text } from '../../../shared/runtime/parse.ts';
import { MIGRATE } from '../../contract/states.ts';
import { journalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { soak } from './soak.ts';

const payload = z.object({ run: runSchema, taskToken: text, step: stepSchema, soakUntil: instant });

export const handler = makeHandler(MIGRATE.soak, parserFor(payload), (asked, { settings, clock }) =>
  soak(asked, { journal: journalOf(settings), clock }),
);
