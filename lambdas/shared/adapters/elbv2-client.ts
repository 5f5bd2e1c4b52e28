import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ANSWER_TIMES } from './answer-times.ts';

export const elbv2 = new ElasticLoadBalancingV2Client({ maxAttempts: 5, requestHandler: ANSWER_TIMES });
