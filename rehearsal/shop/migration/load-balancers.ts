import type { HealthModel, LoadBalancer } from '../../world/load-balancer.ts';
import { steady } from '../../world/load-balancer.ts';

/** The classic load balancer in front of the shop's EC2 instances. */
export const LEGACY_DNS_NAME = 'legacy-shop-1234567890.us-west-1.elb.amazonaws.com.';
/** The application load balancer in front of the cluster's ingress. */
export const CLUSTER_DNS_NAME = 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com.';

export const LEGACY_ID = 'legacy-shop';
export const CLUSTER_ID = 'app/k8s-ingress/50dc6c495c0c9188';

/** What a load balancer's DNS name is sometimes written with, to say that it has IPv6 too. */
export const DUALSTACK = 'dualstack.';

export function legacyBalancer(health: HealthModel = steady()): LoadBalancer {
  return {
    id: LEGACY_ID,
    family: 'classic',
    dnsName: LEGACY_DNS_NAME,
    ipv4: ['192.0.2.10', '192.0.2.11'],
    ipv6: ['2001:db8:1::10', '2001:db8:1::11'],
    targets: 6,
    health,
  };
}

export function clusterBalancer(health: HealthModel = steady()): LoadBalancer {
  return {
    id: CLUSTER_ID,
    family: 'application',
    dnsName: CLUSTER_DNS_NAME,
    ipv4: ['198.51.100.20', '198.51.100.21'],
    ipv6: ['2001:db8:2::20', '2001:db8:2::21'],
    targets: 9,
    health,
  };
}
