import * as z from 'zod/mini';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { people } from '../../../shared/runtime/people.ts';
import { MIGRATE } from '../../contract/states.ts';
import { beforeImageCopyOf } from '../../runtime/before-image-copy.ts';
import { journalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { owedLatchOf } from '../../runtime/owed-latch.ts';
import { schedulesOf } from '../../runtime/schedules.ts';
import { startWatch } from './start-watch.ts';

const payload = z.object({
  run: runSchema,
  silences: z._default(z.int().check(z.nonnegative()), 0),
  continues: z._default(z.string(), ''),
});

export const handler = makeHandler(MIGRATE.startWatch, parserFor(payload), (asked, { settings, clock }) =>
  startWatch(asked, {
    settings,
    clock,
    schedules: schedulesOf(),
    journal: journalOf(settings),
    copy: beforeImageCopyOf(settings),
    latch: owedLatchOf(settings),
    topic: people(),
  }),
);
