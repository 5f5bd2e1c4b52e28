import { API_TCP, CLASSIC, GROUP_A, OWNED, shopMasters } from '../compute/shop-masters.ts';
import { type Case, onJson, onQuery } from './permission-cases.ts';

const masters = shopMasters();
const INSTANCE = masters.instance();
const VOLUME = masters.volume('a');
export const COMPUTE = masters.engine.resources;

const GROUP_ARN = COMPUTE.group(GROUP_A)?.arn ?? '';
const EC2 = 'arn:aws:ec2:us-west-1:111122223333:';
export const ENCRYPTED_SECRET = 'arn:aws:secretsmanager:us-west-1:111122223333:secret:shop/db-AbCdEf';
export const SECRETS_KEY = 'arn:aws:kms:us-west-1:111122223333:key/k2';
export const SECRET = 'arn:aws:secretsmanager:us-west-1:111122223333:secret:shop-masters-token-AbCdEf';

/** The tags under a service's own key, as far as `asExpected` leaves them. */
function tagKeys(service: string, tags: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [`${service}:ResourceTag/${key}`, [value]]),
  );
}

const GROUP_TAGS = tagKeys('autoscaling', COMPUTE.group(GROUP_A)?.tags ?? {});
const INSTANCE_TAGS = tagKeys('ec2', COMPUTE.instance(INSTANCE)?.tags ?? {});
const VOLUME_TAGS = tagKeys('ec2', COMPUTE.volume(VOLUME)?.tags ?? {});
const ELB_TAGS = tagKeys('elasticloadbalancing', OWNED);
const CLASSIC_ARN = `arn:aws:elasticloadbalancing:us-west-1:111122223333:loadbalancer/${CLASSIC}`;

export const COMPUTE_CASES: readonly Case[] = [
  ...[
    'DescribeAutoScalingGroups',
    'DescribeAutoScalingInstances',
    'DescribeScalingActivities',
    'DescribeLifecycleHooks',
    'DescribePolicies',
    'DescribeScheduledActions',
  ].map((operation) => onQuery('autoscaling', operation, {}, `autoscaling:${operation} *`)),
  ...[
    'PutLifecycleHook',
    'DeleteLifecycleHook',
    'RecordLifecycleActionHeartbeat',
    'CompleteLifecycleAction',
    'SuspendProcesses',
    'ResumeProcesses',
    'SetDesiredCapacity',
    'UpdateAutoScalingGroup',
    'DeleteAutoScalingGroup',
  ].map((operation) =>
    onQuery('autoscaling', operation, { AutoScalingGroupName: GROUP_A }, [
      `autoscaling:${operation} ${GROUP_ARN}`,
      GROUP_TAGS,
    ]),
  ),
  onQuery('autoscaling', 'CompleteLifecycleAction', { AutoScalingGroupName: 'gone' }, [
    'autoscaling:CompleteLifecycleAction arn:aws:autoscaling:us-west-1:111122223333:autoScalingGroup:*:autoScalingGroupName/gone',
    {},
  ]),
  onQuery('autoscaling', 'TerminateInstanceInAutoScalingGroup', { InstanceId: INSTANCE }, [
    `autoscaling:TerminateInstanceInAutoScalingGroup ${GROUP_ARN}`,
    GROUP_TAGS,
  ]),
  onQuery('autoscaling', 'TerminateInstanceInAutoScalingGroup', { InstanceId: 'i-00000000000000000' }, [
    'autoscaling:TerminateInstanceInAutoScalingGroup arn:aws:autoscaling:us-west-1:111122223333:autoScalingGroup:*:autoScalingGroupName/*',
    {},
  ]),
  onQuery('ec2', 'DescribeInstances', {}, 'ec2:DescribeInstances *'),
  onQuery('ec2', 'DescribeVolumes', {}, 'ec2:DescribeVolumes *'),
  ...['TerminateInstances', 'StopInstances'].map((operation) =>
    onQuery(
      'ec2',
      operation,
      { 'InstanceId.1': INSTANCE, 'InstanceId.2': 'i-00000000000000000' },
      [`ec2:${operation} ${EC2}instance/${INSTANCE}`, INSTANCE_TAGS],
      [`ec2:${operation} ${EC2}instance/i-00000000000000000`, {}],
    ),
  ),
  // Named or not, the instance is judged with the volume.
  ...[{ InstanceId: INSTANCE }, {}].map((named) =>
    onQuery(
      'ec2',
      'DetachVolume',
      { VolumeId: VOLUME, Force: 'true', ...named },
      [`ec2:DetachVolume ${EC2}volume/${VOLUME}`, VOLUME_TAGS],
      [`ec2:DetachVolume ${EC2}instance/${INSTANCE}`, INSTANCE_TAGS],
    ),
  ),
  onQuery('ec2', 'DetachVolume', { VolumeId: 'vol-00000000000000000' }, [
    `ec2:DetachVolume ${EC2}volume/vol-00000000000000000`,
    {},
  ]),
  onQuery(
    'elasticloadbalancing',
    'DescribeTargetGroupAttributes',
    {},
    'elasticloadbalancing:DescribeTargetGroupAttributes *',
  ),
  ...['RegisterTargets', 'DeregisterTargets'].map((operation) =>
    onQuery('elasticloadbalancing', operation, { TargetGroupArn: API_TCP }, [
      `elasticloadbalancing:${operation} ${API_TCP}`,
      ELB_TAGS,
    ]),
  ),
  ...['RegisterInstancesWithLoadBalancer', 'DeregisterInstancesFromLoadBalancer'].map((operation) =>
    onQuery('elasticloadbalancing', operation, { LoadBalancerName: CLASSIC }, [
      `elasticloadbalancing:${operation} ${CLASSIC_ARN}`,
      ELB_TAGS,
    ]),
  ),
  ...[
    'DescribeVpcs',
    'DescribeSubnets',
    'DescribeNetworkInterfaces',
    'DescribeRouteTables',
    'DescribeNetworkAcls',
    'DescribeSecurityGroups',
    'DescribeVpcPeeringConnections',
    'DescribeTransitGatewayAttachments',
    'DescribeTransitGatewayVpcAttachments',
  ].map((operation) => onQuery('ec2', operation, {}, `ec2:${operation} *`)),
  onQuery(
    'ec2',
    'SearchTransitGatewayRoutes',
    { TransitGatewayRouteTableId: 'tgw-rtb-1' },
    'ec2:SearchTransitGatewayRoutes arn:aws:ec2:us-west-1:111122223333:transit-gateway-route-table/tgw-rtb-1',
  ),
  onQuery(
    'ec2',
    'GetManagedPrefixListEntries',
    { PrefixListId: 'pl-1' },
    'ec2:GetManagedPrefixListEntries arn:aws:ec2:us-west-1:111122223333:prefix-list/pl-1',
  ),
  onJson('cloudtrail', 'LookupEvents', {}, 'cloudtrail:LookupEvents *'),
  onJson('secretsmanager', 'ListSecrets', {}, 'secretsmanager:ListSecrets *'),
  onJson('secretsmanager', 'GetResourcePolicy', { SecretId: SECRET }, [
    `secretsmanager:GetResourcePolicy ${SECRET}`,
    { 'secretsmanager:SecretId': [SECRET] },
  ]),
  onJson('ssm', 'DescribeParameters', {}, 'ssm:DescribeParameters *'),
  onJson(
    'ssm',
    'GetParameter',
    { Name: '/dns/zone' },
    'ssm:GetParameter arn:aws:ssm:us-west-1:111122223333:parameter/dns/zone',
  ),
  onQuery('cloudformation', 'ListExports', {}, 'cloudformation:ListExports *'),
  ...['DescribeStacks', 'ListStackResources'].map((operation) =>
    onQuery(
      'cloudformation',
      operation,
      { StackName: 'Network' },
      `cloudformation:${operation} arn:aws:cloudformation:us-west-1:111122223333:stack/Network/-`,
    ),
  ),
  ...['GetRole', 'ListRolePolicies', 'GetRolePolicy', 'ListAttachedRolePolicies'].map((operation) =>
    onQuery('iam', operation, { RoleName: 'nodes' }, `iam:${operation} arn:aws:iam::111122223333:role/nodes`),
  ),
  ...['GetPolicy', 'GetPolicyVersion'].map((operation) =>
    onQuery(
      'iam',
      operation,
      { PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
      `iam:${operation} arn:aws:iam::aws:policy/ReadOnlyAccess`,
    ),
  ),
  onQuery(
    'iam',
    'SimulatePrincipalPolicy',
    { PolicySourceArn: 'arn:aws:iam::111122223333:role/nodes' },
    'iam:SimulatePrincipalPolicy arn:aws:iam::111122223333:role/nodes',
  ),
  onJson('secretsmanager', 'GetSecretValue', { SecretId: SECRET.slice(0, -7) }, [
    `secretsmanager:GetSecretValue ${SECRET}`,
    { 'secretsmanager:SecretId': [SECRET.slice(0, -7)], 'secretsmanager:VersionStage': ['AWSCURRENT'] },
  ]),
  onJson('secretsmanager', 'GetSecretValue', { SecretId: SECRET }, [
    `secretsmanager:GetSecretValue ${SECRET}`,
    { 'secretsmanager:SecretId': [SECRET], 'secretsmanager:VersionStage': ['AWSCURRENT'] },
  ]),
  onJson(
    'secretsmanager',
    'GetSecretValue',
    { SecretId: ENCRYPTED_SECRET },
    [
      `secretsmanager:GetSecretValue ${ENCRYPTED_SECRET}`,
      { 'secretsmanager:SecretId': [ENCRYPTED_SECRET], 'secretsmanager:VersionStage': ['AWSCURRENT'] },
    ],
    [`kms:Decrypt ${SECRETS_KEY}`, { 'kms:ViaService': ['secretsmanager.us-west-1.amazonaws.com'] }],
  ),
  onJson(
    'secretsmanager',
    'GetSecretValue',
    { SecretId: SECRET, VersionId: 'v1', VersionStage: 'AWSPENDING' },
    [
      `secretsmanager:GetSecretValue ${SECRET}`,
      {
        'secretsmanager:SecretId': [SECRET],
        'secretsmanager:VersionId': ['v1'],
        'secretsmanager:VersionStage': ['AWSPENDING'],
      },
    ],
  ),
];
