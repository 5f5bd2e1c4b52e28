import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { ANSWER_TIMES } from './answer-times.ts';

export const autoScaling = new AutoScalingClient({ maxAttempts: 5, requestHandler: ANSWER_TIMES });
