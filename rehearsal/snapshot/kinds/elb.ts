import type {
  DescribeAccessPointsOutput,
  DescribeEndPointStateOutput,
  DescribeLoadBalancerAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing';
import { fileKind } from '../file-kind.ts';
import { oneOf } from '../needs.ts';

/** Classic load balancers. */
export const CLASSIC_LOAD_BALANCERS = fileKind<DescribeAccessPointsOutput>()({
  service: 'elb',
  call: 'describe-load-balancers',
  answer: async () => (await import('@aws-sdk/client-elastic-load-balancing')).DescribeAccessPointsOutput$,
  needs: {
    LoadBalancerDescriptions: [
      {
        LoadBalancerName: true,
        DNSName: true,
        CanonicalHostedZoneNameID: true,
        CreatedTime: true,
        Scheme: oneOf('internet-facing', 'internal'),
      },
    ],
  },
});

/** How the instances behind one of them are. */
export const INSTANCE_HEALTH = fileKind<DescribeEndPointStateOutput>()({
  service: 'elb',
  call: 'describe-instance-health',
  options: ['--load-balancer-name'],
  answer: async () => (await import('@aws-sdk/client-elastic-load-balancing')).DescribeEndPointStateOutput$,
  needs: { InstanceStates: [{ InstanceId: true, State: true }] },
});

export const CLASSIC_ATTRIBUTES = fileKind<DescribeLoadBalancerAttributesOutput>()({
  service: 'elb',
  call: 'describe-load-balancer-attributes',
  options: ['--load-balancer-name'],
  answer: async () =>
    (await import('@aws-sdk/client-elastic-load-balancing')).DescribeLoadBalancerAttributesOutput$,
  needs: { LoadBalancerAttributes: { ConnectionSettings: { IdleTimeout: true } } },
});
