import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ANSWER_TIMES } from '../../shared/adapters/answer-times.ts';

export const cloudWatch = new CloudWatchClient({ maxAttempts: 5, requestHandler: ANSWER_TIMES });
