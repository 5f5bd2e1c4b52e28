import * as z from 'zod/mini';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { CloudWatchAlarms } from '../../adapters/cloudwatch-alarms.ts';
import { cloudWatch } from '../../adapters/cloudwatch-client.ts';
import { MIGRATE } from '../../contract/states.ts';
import { legacyNowPorts } from '../../runtime/legacy-ports.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { judgePromotedHold } from './judge-promoted-hold.ts';

const payload = z.object({
  run: runSchema,
  continues: z.exactOptional(z.string()),
  reasons: z.array(z.string()),
  legacy: z.array(z.string()),
  resume: z.enum([
    'AdoptRecords',
    'ShiftWeight',
    'ConfirmWeight',
    'NextStep',
    'JumpToStep',
    'RetireLegacyRecords',
    'CloseMigration',
  ]),
});

const alarms = new CloudWatchAlarms(cloudWatch);

export const handler = makeHandler(MIGRATE.judgePromotion, parserFor(payload), (promoted, context) => {
  return judgePromotedHold(promoted, { ...legacyNowPorts(context), alarms });
});
