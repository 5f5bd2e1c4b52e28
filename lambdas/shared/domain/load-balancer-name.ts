export { type LoadBalancerName, parseLoadBalancerName } from '../contract/load-balancer-name.ts';
