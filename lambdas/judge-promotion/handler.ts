import * as z from 'zod/mini';
import { CloudWatchAlarms } from '../shared/adapters/cloudwatch-alarms.ts';
import { cloudWatch } from '../shared/adapters/cloudwatch-client.ts';
import { MIGRATE } from '../shared/contract/states.ts';
import { makeHandler } from '../shared/runtime/make-handler.ts';
import { parserFor, runSchema } from '../shared/runtime/parse.ts';
import { judgePromotedHold } from './judge-promoted-hold.ts';

const payload = z.object({ run: runSchema, reasons: z.array(z.string()) });

const alarms = new CloudWatchAlarms(cloudWatch);

export const handler = makeHandler(MIGRATE.judgePromotion, parserFor(payload), (promoted, { settings }) =>
  judgePromotedHold(promoted, { settings, alarms }),
);
