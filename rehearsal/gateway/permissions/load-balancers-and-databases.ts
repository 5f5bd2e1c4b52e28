import type { ApiCall } from '../types.ts';
import { arn, onAnything, optionalText, permission, type ServiceRules } from './rules.ts';

/** None of ELB's Describe actions knows a resource, in either version of the API. */
export const ELASTIC_LOAD_BALANCING_RULES: ServiceRules = Object.fromEntries(
  [
    'DescribeLoadBalancers',
    'DescribeLoadBalancerAttributes',
    'DescribeInstanceHealth',
    'DescribeListeners',
    'DescribeTags',
    'DescribeTargetGroups',
    'DescribeTargetHealth',
  ].map((operation) => [operation, onAnything(`elasticloadbalancing:${operation}`)]),
);

export const RDS_RULES: ServiceRules = {
  DescribeDBInstances: (call) => [
    permission('rds:DescribeDBInstances', named(call, 'db', 'DBInstanceIdentifier')),
  ],
  DescribeDBClusters: (call) => [
    permission('rds:DescribeDBClusters', named(call, 'cluster', 'DBClusterIdentifier')),
  ],
};

/** Identifiers are given bare or as ARNs; without one, all are meant. */
function named(call: ApiCall, type: string, field: string): string {
  const identifier = optionalText(call, field) ?? '*';
  return identifier.startsWith('arn:') ? identifier : arn('rds', call, `${type}:${identifier}`);
}
