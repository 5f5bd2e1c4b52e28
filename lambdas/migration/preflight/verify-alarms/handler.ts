import { CloudWatchAlarms } from '../../adapters/cloudwatch-alarms.ts';
import { cloudWatch } from '../../adapters/cloudwatch-client.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeCheckHandler } from '../../runtime/make-check-handler.ts';
import { verifyAlarms } from './verify-alarms.ts';

const alarms = new CloudWatchAlarms(cloudWatch);

export const handler = makeCheckHandler(MIGRATE.verifyAlarms, parseCheckPayload, (_payload, context) =>
  verifyAlarms(context.settings.alarms, alarms, context.clock),
);
