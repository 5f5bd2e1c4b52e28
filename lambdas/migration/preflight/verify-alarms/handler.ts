import { CloudWatchAlarms } from '../../adapters/cloudwatch-alarms.ts';
import { cloudWatch } from '../../adapters/cloudwatch-client.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { verifyAlarms } from './verify-alarms.ts';

const alarms = new CloudWatchAlarms(cloudWatch);

export const handler = makeHandler(MIGRATE.verifyAlarms, parseCheckPayload, (_payload, context) =>
  verifyAlarms(context.settings.alarms, alarms, context.clock),
);
