import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { environmentValue } from '../../../shared/runtime/environment.ts';
import { EventBridgeRules } from '../../adapters/eventbridge-rules.ts';
import { LambdaLimits } from '../../adapters/lambda-limits.ts';
import { ENV } from '../../contract/environment.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeCheckHandler } from '../../runtime/make-check-handler.ts';
import { verifyRollBack } from './verify-roll-back.ts';

const eventBridge = new EventBridgeClient({ requestHandler: ANSWER_TIMES });
const limits = new LambdaLimits(new LambdaClient({ requestHandler: ANSWER_TIMES }));

export const handler = makeCheckHandler(MIGRATE.verifyRollBack, parseCheckPayload, (_asked, { settings }) => {
  const machines = {
    migrate: environmentValue(ENV.migrateArn),
    rollBack: environmentValue(ENV.rollBackArn),
  };
  const buses = (settings.signals ?? []).map(({ bus }) => bus);
  const rules = new EventBridgeRules(eventBridge, buses);
  return verifyRollBack({ alarms: settings.alarms, machines }, { rules, limits });
});
