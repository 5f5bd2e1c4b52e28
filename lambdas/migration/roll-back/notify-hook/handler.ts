import * as z from 'zod/mini';
import { SnsTopic } from '../../../shared/adapters/sns-topic.ts';
import { environmentValue } from '../../../shared/runtime/environment.ts';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { ENV } from '../../contract/environment.ts';
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
    topic: new SnsTopic(environmentValue(ENV.topicArn)),
  }),
);
