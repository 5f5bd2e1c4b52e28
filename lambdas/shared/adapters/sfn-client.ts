import { SFNClient } from '@aws-sdk/client-sfn';
import { ANSWER_TIMES } from './answer-times.ts';

export const sfn = new SFNClient({ maxAttempts: 5, requestHandler: ANSWER_TIMES });
