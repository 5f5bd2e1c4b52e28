import { Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Grant } from '../iam/common.ts';
import { functionArn } from './function-arn.ts';

/** The cluster's side of the network, where a function sees the databases as the cluster's nodes do. */
export interface ClusterNetwork {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

const INTERFACE_ACTIONS = [
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];
const DESCRIBE_ACTIONS = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'];

export function runInCluster(lambda: LambdaFunction, network: ClusterNetwork): void {
  if (!(lambda.node.defaultChild instanceof CfnFunction))
    throw new Error(`${lambda.node.path} contains no Lambda function`);
  lambda.node.defaultChild.vpcConfig = {
    subnetIds: [...network.subnetIds],
    securityGroupIds: [...network.securityGroupIds],
  };
}

/**
 * What Lambda itself does with the function's role, to put it into the network. The code in the function may do
 * none of it: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export function networkGrants(
  scope: Construct,
  functionName: string,
  network: ClusterNetwork,
): readonly Grant[] {
  const stack = Stack.of(scope);
  return [
    {
      statement: new PolicyStatement({
        actions: ['ec2:CreateNetworkInterface'],
        resources: sharedArns(stack, network),
      }),
      whyWildcard:
        'Where a subnet is shared, its ARN has its owner’s account, which nobody has to configure.',
    },
    {
      statement: new PolicyStatement({
        actions: INTERFACE_ACTIONS,
        resources: [stack.formatArn({ service: 'ec2', resource: '*', resourceName: '*' })],
      }),
      whyWildcard: 'Lambda requires all EC2 resources to delete a network interface.',
    },
    {
      statement: new PolicyStatement({ actions: DESCRIBE_ACTIONS, resources: ['*'] }),
      whyWildcard: 'EC2 supports no resources for these actions.',
    },
    {
      statement: new PolicyStatement({
        effect: Effect.DENY,
        actions: [...INTERFACE_ACTIONS, ...DESCRIBE_ACTIONS],
        resources: ['*'],
        conditions: { ArnEquals: { 'lambda:SourceFunctionArn': functionArn(scope, functionName) } },
      }),
    },
  ];
}

/** What an interface is made in: in a shared VPC that is another account's, and an ARN has its owner's account. */
function sharedArns(stack: Stack, { subnetIds, securityGroupIds }: ClusterNetwork): string[] {
  const arnOf = (resource: string, resourceName: string): string =>
    stack.formatArn({ service: 'ec2', account: '*', resource, resourceName });
  return [
    ...subnetIds.map((id) => arnOf('subnet', id)),
    ...securityGroupIds.map((id) => arnOf('security-group', id)),
  ];
}
