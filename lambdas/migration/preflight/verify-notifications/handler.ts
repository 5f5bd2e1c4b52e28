import { SNSClient } from '@aws-sdk/client-sns';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { environmentValue } from '../../../shared/runtime/environment.ts';
import { SnsSubscriptions } from '../../adapters/sns-subscriptions.ts';
import { ENV } from '../../contract/environment.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeCheckHandler } from '../../runtime/make-check-handler.ts';
import { verifyNotifications } from './verify-notifications.ts';

const client = new SNSClient({ requestHandler: ANSWER_TIMES });

export const handler = makeCheckHandler(MIGRATE.verifyNotifications, parseCheckPayload, () => {
  const topicArn = environmentValue(ENV.topicArn);
  return verifyNotifications(topicArn, new SnsSubscriptions(topicArn, client));
});
