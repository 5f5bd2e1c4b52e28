import { CloudWatchAlarms } from '../shared/adapters/cloudwatch-alarms.ts';
import { cloudWatch } from '../shared/adapters/cloudwatch-client.ts';
import { MIGRATE } from '../shared/contract/states.ts';
import { parseCheckPayload } from '../shared/runtime/check-payload.ts';
import { makeHandler } from '../shared/runtime/make-handler.ts';
import { verifyAlarms } from './verify-alarms.ts';

const alarms = new CloudWatchAlarms(cloudWatch);

export const handler = makeHandler(MIGRATE.verifyAlarms, parseCheckPayload, (_payload, context) =>
  verifyAlarms(context.settings.alarms, alarms, context.clock),
);
