import * as z from 'zod/mini';
import { S3Reports } from '../shared/adapters/s3-reports.ts';
import { SnsTopic } from '../shared/adapters/sns-topic.ts';
import { ENV } from '../shared/contract/environment.ts';
import { ROLL_BACK } from '../shared/contract/states.ts';
import { restoreResultSchema } from '../shared/runtime/change-schemas.ts';
import { environmentValue } from '../shared/runtime/environment.ts';
import { journalOf } from '../shared/runtime/journal.ts';
import { makeHandler } from '../shared/runtime/make-handler.ts';
import { instant, parserFor, runSchema } from '../shared/runtime/parse.ts';
import { notifyRollBack } from './notify-roll-back.ts';

const payload = z.object({
  run: runSchema,
  restore: restoreResultSchema,
  stop: z.object({ stopped: z.array(z.string()) }),
  confirm: z.object({
    legacyServes: z.boolean(),
    ended: z.boolean(),
    reasons: z.array(z.string()),
    inSyncAt: instant,
    lastTtlRunsOutAt: instant,
  }),
});

export const handler = makeHandler(ROLL_BACK.notifyRollBack, parserFor(payload), (done, { settings }) =>
  notifyRollBack(done, {
    settings,
    journal: journalOf(settings),
    reports: new S3Reports(environmentValue(ENV.reportBucket), settings.migration),
    topic: new SnsTopic(environmentValue(ENV.topicArn)),
  }),
);
