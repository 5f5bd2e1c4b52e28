import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';

export const classicElb = new ElasticLoadBalancingClient({ maxAttempts: 5 });
