import * as z from 'zod/mini';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { people } from '../../../shared/runtime/people.ts';
import { ROLL_BACK } from '../../contract/states.ts';
import { hookSeenSchema } from '../../runtime/hook-schema.ts';
import { journalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { notifyHook } from './notify-hook.ts';

const payload = z.object({ run: runSchema, migrationRun: z.string(), seen: hookSeenSchema });

export const handler = makeHandler(ROLL_BACK.notifyHook, parserFor(payload), (asked, { settings }) =>
  notifyHook(asked, {
    settings,
    journal: journalOf(settings),
    topic: people(),
  }),
);
