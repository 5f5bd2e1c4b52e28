/** What tells how the load balancers are set up, and what filters their requests. */
import { Stack } from 'aws-cdk-lib';
import { allow } from '../../shared/iam/common.ts';
import { type MigrationPermission, TARGETS } from './permissions.ts';

const SETTINGS = [
  'elasticloadbalancing:DescribeCapacityReservation',
  'elasticloadbalancing:DescribeListenerAttributes',
  'elasticloadbalancing:DescribeListeners',
  'elasticloadbalancing:DescribeLoadBalancerAttributes',
  'elasticloadbalancing:DescribeTargetGroupAttributes',
];

export const describeIngress: MigrationPermission = () =>
  allow([...TARGETS, ...SETTINGS], ['*'], {
    whyWildcard: 'Elastic Load Balancing and EC2 support no resources for these actions.',
  });

const RUN_TIME = {
  whyWildcard:
    'Which load balancers the records name, and which web ACLs these have, is known only at run time.',
};

/** AWS WAF reads the association of the load balancer, and the web ACL, on behalf of whoever calls. */
export const readWebAcls: MigrationPermission = ({ scope }) => {
  const arn = (service: string, resource: string) => Stack.of(scope).formatArn({ service, resource });
  const balancers = arn('elasticloadbalancing', 'loadbalancer/app/*/*');
  const acls = arn('wafv2', 'regional/webacl/*/*');
  return [
    ...allow(['wafv2:GetWebACLForResource'], [balancers, acls], RUN_TIME),
    ...allow(['elasticloadbalancing:GetLoadBalancerWebACL'], [balancers], RUN_TIME),
    ...allow(['wafv2:GetWebACL'], [acls], RUN_TIME),
  ];
};
