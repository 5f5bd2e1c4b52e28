import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { probingPlaces } from '../../../lambdas/migration/contract/probing-places.ts';
import { allow } from '../../shared/iam/common.ts';
import type { MigrationPermission } from './permissions.ts';

const NO_RESOURCES = { whyWildcard: 'EC2 supports no resources for these actions.' };

const DESCRIBE = [
  'ec2:DescribeVpcs',
  'ec2:DescribeSubnets',
  'ec2:DescribeRouteTables',
  'ec2:DescribeNetworkAcls',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeVpcPeeringConnections',
  'ec2:DescribeTransitGatewayAttachments',
  'ec2:DescribeTransitGatewayVpcAttachments',
];

/** In which zones the databases are probed. */
export const findZones: MigrationPermission = ({ settings }) =>
  probingPlaces(settings).length === 0 ? [] : allow(['ec2:DescribeSubnets'], ['*'], NO_RESOURCES);

/** The networks of the nodes and the databases, and what connects them. */
export const describeNetwork: MigrationPermission = ({ scope, settings: { clusterNetwork, databases } }) => {
  if (!clusterNetwork || databases.length === 0) return [];
  const gatewayTables = Stack.of(scope).formatArn({
    service: 'ec2',
    resource: 'transit-gateway-route-table',
    resourceName: '*',
  });
  return [
    ...allow(DESCRIBE, ['*'], NO_RESOURCES),
    ...allow(['ec2:SearchTransitGatewayRoutes'], [gatewayTables], {
      whyWildcard: 'Which route tables the attachments have is known only at run time.',
    }),
    ...readPrefixLists(scope),
  ];
};

/** What the prefix lists have that security groups name. */
export function readPrefixLists(scope: Construct) {
  const lists = Stack.of(scope).formatArn({
    service: 'ec2',
    account: '*',
    resource: 'prefix-list',
    resourceName: '*',
  });
  return allow(['ec2:GetManagedPrefixListEntries'], [lists], {
    whyWildcard:
      'Which prefix lists the security groups name is known only at run time; AWS owns some of them.',
  });
}
