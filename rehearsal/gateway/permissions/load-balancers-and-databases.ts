import type { ApiCall } from '../protocol/types.ts';
import { tagged } from './resource-tags.ts';
import { arn, onAnything, optionalText, permission, type Rule, type ServiceRules, text } from './rules.ts';

/** None of ELB's Describe actions knows a resource, in either version of the API. */
const DESCRIBING: ServiceRules = Object.fromEntries(
  [
    'DescribeCapacityReservation',
    'DescribeLoadBalancers',
    'DescribeLoadBalancerAttributes',
    'DescribeInstanceHealth',
    'DescribeListenerAttributes',
    'DescribeListeners',
    'DescribeTags',
    'DescribeTargetGroups',
    'DescribeTargetGroupAttributes',
    'DescribeTargetHealth',
  ].map((operation) => [operation, onAnything(`elasticloadbalancing:${operation}`)]),
);

export const ELASTIC_LOAD_BALANCING_RULES: ServiceRules = {
  ...DESCRIBING,
  RegisterTargets: onTargetGroup,
  DeregisterTargets: onTargetGroup,
  RegisterInstancesWithLoadBalancer: onClassic,
  DeregisterInstancesFromLoadBalancer: onClassic,
};

/** AWS WAF looks at the load balancer for its caller, and at the web ACL that it has. Source: "Permissions for GetWebACLForResource". */
export const WAF_RULES: ServiceRules = {
  GetWebACLForResource: (call, { webAclOf }) => {
    const balancer = text(call, 'ResourceArn');
    const acl = webAclOf?.(balancer);
    return [
      permission('wafv2:GetWebACLForResource', balancer),
      permission('elasticloadbalancing:GetLoadBalancerWebACL', balancer),
      ...(acl === undefined
        ? []
        : [permission('wafv2:GetWebACLForResource', acl), permission('wafv2:GetWebACL', acl)]),
    ];
  },
};

export const RDS_RULES: ServiceRules = {
  DescribeDBInstances: (call) => [
    permission('rds:DescribeDBInstances', named(call, 'db', 'DBInstanceIdentifier')),
  ],
  DescribeDBClusters: (call) => [
    permission('rds:DescribeDBClusters', named(call, 'cluster', 'DBClusterIdentifier')),
  ],
  DescribeDBProxies: (call) => [permission('rds:DescribeDBProxies', arn('rds', call, 'db-proxy:*'))],
  DescribeDBProxyTargets: (call) =>
    ['db-proxy', 'target-group'].map((kind) =>
      permission('rds:DescribeDBProxyTargets', arn('rds', call, `${kind}:*`)),
    ),
  DescribePendingMaintenanceActions: (call) => [
    permission('rds:DescribePendingMaintenanceActions', optionalText(call, 'ResourceIdentifier') ?? '*'),
  ],
};

/** Identifiers are given bare or as ARNs; without one, all are meant. */
function named(call: ApiCall, type: string, field: string): string {
  const identifier = optionalText(call, field) ?? '*';
  return identifier.startsWith('arn:') ? identifier : arn('rds', call, `${type}:${identifier}`);
}

function onTargetGroup(...[call, { compute }]: Parameters<Rule>): ReturnType<Rule> {
  const targetGroup = text(call, 'TargetGroupArn');
  const resource = compute?.targetGroup(targetGroup) ?? { arn: targetGroup, tags: {} };
  return [tagged(`elasticloadbalancing:${call.operation}`, resource, 'elasticloadbalancing')];
}

function onClassic(...[call, { compute }]: Parameters<Rule>): ReturnType<Rule> {
  const name = text(call, 'LoadBalancerName');
  const unknown = { arn: arn('elasticloadbalancing', call, `loadbalancer/${name}`), tags: {} };
  const resource = compute?.classicLoadBalancer(name) ?? unknown;
  return [tagged(`elasticloadbalancing:${call.operation}`, resource, 'elasticloadbalancing')];
}
