import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { ANSWER_TIMES } from '../../shared/adapters/answer-times.ts';

export const autoScaling = new AutoScalingClient({ maxAttempts: 5, requestHandler: ANSWER_TIMES });
