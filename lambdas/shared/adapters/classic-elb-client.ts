import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ANSWER_TIMES } from './answer-times.ts';

export const classicElb = new ElasticLoadBalancingClient({ maxAttempts: 5, requestHandler: ANSWER_TIMES });
