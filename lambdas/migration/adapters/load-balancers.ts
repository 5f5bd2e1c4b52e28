import { classicElb } from '../../shared/adapters/classic-elb-client.ts';
import { elbv2 } from '../../shared/adapters/elbv2-client.ts';
import { ClassicLoadBalancers } from './classic-load-balancers.ts';
import { Elbv2LoadBalancers } from './elbv2-load-balancers.ts';

/** Those of every kind. Made once for each execution environment, as the clients in them are. */
export const loadBalancers = [new Elbv2LoadBalancers(elbv2), new ClassicLoadBalancers(classicElb)] as const;
