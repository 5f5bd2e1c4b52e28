import { CloudWatchAlarms } from '../shared/adapters/cloudwatch-alarms.ts';
import { MIGRATE } from '../shared/contract/states.ts';
import { parseCheckPayload } from '../shared/runtime/check-payload.ts';
import { makeHandler } from '../shared/runtime/make-handler.ts';
import { verifyAlarms } from './verify-alarms.ts';

const alarms = new CloudWatchAlarms();

export const handler = makeHandler(MIGRATE.verifyAlarms, parseCheckPayload, (_payload, context) =>
  verifyAlarms(context.settings.alarms, alarms, context.clock),
);
