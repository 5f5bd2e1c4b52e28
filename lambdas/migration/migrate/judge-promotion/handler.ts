import * as z from 'zod/mini';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { CloudWatchAlarms } from '../../adapters/cloudwatch-alarms.ts';
import { cloudWatch } from '../../adapters/cloudwatch-client.ts';
import { MIGRATE } from '../../contract/states.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { judgePromotedHold } from './judge-promoted-hold.ts';

const payload = z.object({ run: runSchema, reasons: z.array(z.string()) });

const alarms = new CloudWatchAlarms(cloudWatch);

export const handler = makeHandler(MIGRATE.judgePromotion, parserFor(payload), (promoted, { settings }) =>
  judgePromotedHold(promoted, { settings, alarms }),
);
