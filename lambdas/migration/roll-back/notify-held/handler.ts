import * as z from 'zod/mini';
import { SnsTopic } from '../../../shared/adapters/sns-topic.ts';
import { environmentValue } from '../../../shared/runtime/environment.ts';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
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
    topic: new SnsTopic(environmentValue(ENV.topicArn)),
    rollBackArn: environmentValue(ENV.rollBackArn),
  }),
);
