import { SNSClient } from '@aws-sdk/client-sns';
import { ANSWER_TIMES } from './answer-times.ts';

export const sns = new SNSClient({ maxAttempts: 5, requestHandler: ANSWER_TIMES });
