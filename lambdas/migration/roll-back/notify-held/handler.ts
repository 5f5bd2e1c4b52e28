import * as z from 'zod/mini';
import { environmentValue } from '../../../shared/runtime/environment.ts';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { people } from '../../../shared/runtime/people.ts';
import { ENV } from '../../contract/environment.ts';
import { ROLL_BACK } from '../../contract/states.ts';
import { restoreResultSchema } from '../../runtime/change-schemas.ts';
import { journalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { notifyHeld } from './notify-held.ts';

const payload = z.object({ run: runSchema, restore: restoreResultSchema });

export const handler = makeHandler(ROLL_BACK.notifyHeld, parserFor(payload), (held, { settings }) =>
  notifyHeld(held, {
    settings,
    journal: journalOf(settings),
    topic: people(),
    rollBackArn: environmentValue(ENV.rollBackArn),
  }),
);
