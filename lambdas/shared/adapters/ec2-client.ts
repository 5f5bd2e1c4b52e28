import { EC2Client } from '@aws-sdk/client-ec2';
import { ANSWER_TIMES } from './answer-times.ts';

export const ec2 = new EC2Client({ maxAttempts: 5, requestHandler: ANSWER_TIMES });
