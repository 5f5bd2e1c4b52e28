import type {
  DescribeCapacityReservationOutput,
  DescribeListenerAttributesOutput,
  DescribeListenersOutput,
  DescribeLoadBalancerAttributesOutput,
  DescribeLoadBalancersOutput,
  DescribeTagsOutput,
  DescribeTargetGroupAttributesOutput,
  DescribeTargetGroupsOutput,
  DescribeTargetHealthOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { fileKind } from '../file-kind.ts';
import { oneOf } from '../needs.ts';

const sdk = () => import('@aws-sdk/client-elastic-load-balancing-v2');

/** Application and network load balancers. */
export const LOAD_BALANCERS = fileKind<DescribeLoadBalancersOutput>()({
  service: 'elbv2',
  call: 'describe-load-balancers',
  answer: async () => (await sdk()).DescribeLoadBalancersOutput$,
  needs: {
    LoadBalancers: [
      {
        LoadBalancerArn: true,
        LoadBalancerName: true,
        DNSName: true,
        CanonicalHostedZoneId: true,
        CreatedTime: true,
        Scheme: oneOf('internet-facing', 'internal'),
        Type: oneOf('application', 'network'),
        IpAddressType: true,
      },
    ],
  },
});

export const TARGET_GROUPS = fileKind<DescribeTargetGroupsOutput>()({
  service: 'elbv2',
  call: 'describe-target-groups',
  answer: async () => (await sdk()).DescribeTargetGroupsOutput$,
  needs: { TargetGroups: [{ TargetGroupArn: true, TargetGroupName: true }] },
});

/** The file is named by the load balancer. */
export const LOAD_BALANCER_ATTRIBUTES = fileKind<DescribeLoadBalancerAttributesOutput>()({
  service: 'elbv2',
  call: 'describe-load-balancer-attributes',
  options: ['--load-balancer-arn'],
  answer: async () => (await sdk()).DescribeLoadBalancerAttributesOutput$,
  needs: { Attributes: [{ Key: true, Value: true }] },
});

/** The file is named by the load balancer. */
export const RESERVATION = fileKind<DescribeCapacityReservationOutput>()({
  service: 'elbv2',
  call: 'describe-capacity-reservation',
  options: ['--load-balancer-arn'],
  answer: async () => (await sdk()).DescribeCapacityReservationOutput$,
  needs: {},
});

/** Of one load balancer, by whose name the file is named. */
export const LISTENERS = fileKind<DescribeListenersOutput>()({
  service: 'elbv2',
  call: 'describe-listeners',
  options: ['--load-balancer-arn'],
  answer: async () => (await sdk()).DescribeListenersOutput$,
  needs: { Listeners: [{ ListenerArn: true, Port: true, Protocol: true }] },
});

/** The file is named by the end of the listener's ARN. */
export const LISTENER_ATTRIBUTES = fileKind<DescribeListenerAttributesOutput>()({
  service: 'elbv2',
  call: 'describe-listener-attributes',
  options: ['--listener-arn'],
  answer: async () => (await sdk()).DescribeListenerAttributesOutput$,
  needs: { Attributes: [{ Key: true, Value: true }] },
});

/** How the targets of a group are. The file is named by the group. */
export const TARGET_HEALTH = fileKind<DescribeTargetHealthOutput>()({
  service: 'elbv2',
  call: 'describe-target-health',
  options: ['--target-group-arn'],
  answer: async () => (await sdk()).DescribeTargetHealthOutput$,
  needs: { TargetHealthDescriptions: [{ Target: { Id: true }, TargetHealth: { State: true } }] },
});

export const TARGET_GROUP_ATTRIBUTES = fileKind<DescribeTargetGroupAttributesOutput>()({
  service: 'elbv2',
  call: 'describe-target-group-attributes',
  options: ['--target-group-arn'],
  answer: async () => (await sdk()).DescribeTargetGroupAttributesOutput$,
  needs: { Attributes: [{ Key: true, Value: true }] },
});

/** Of one target group. */
export const TARGET_GROUP_TAGS = fileKind<DescribeTagsOutput>()({
  service: 'elbv2',
  call: 'describe-tags',
  options: ['--resource-arns'],
  answer: async () => (await sdk()).DescribeTagsOutput$,
  needs: { TagDescriptions: [{ Tags: [{ Key: true, Value: true }] }] },
});
