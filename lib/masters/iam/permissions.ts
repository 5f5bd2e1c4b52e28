/**
 * What the functions that keep masters may do. Whatever changes something is limited to resources that carry the
 * cluster's tag, which kops gives to all that it makes.
 */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { CLUSTER_TAG, type MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import {
  allow,
  type CommonResources,
  executionsOf,
  type Grant,
  type Permission,
} from '../../shared/iam/common.ts';
import { readTokenOf } from '../../shared/iam/secrets.ts';

/** What the statements of the masters' functions name. */
export interface MastersResources extends CommonResources {
  readonly settings: MastersSettings;
  readonly replaceMasterArn: string;
  readonly rollMastersArn: string;
  /** ARN of the key that the token's secret is encrypted with, where it is not the one that AWS manages. */
  readonly tokenKeyArn: string | undefined;
  /** Where events end that a function has failed with. */
  readonly undeliveredArn: string;
}

type MastersPermission = Permission<MastersResources>;

const NO_RESOURCES = (service: string) => ({
  whyWildcard: `${service} knows no resources for actions that only describe.`,
});

function describe(service: string, prefix: string, ...actions: readonly string[]): MastersPermission {
  return () =>
    allow(
      actions.map((action) => `${prefix}:${action}`),
      ['*'],
      NO_RESOURCES(service),
    );
}

export const describeGroups = describe('Auto Scaling', 'autoscaling', 'DescribeAutoScalingGroups');
export const describeActivities = describe('Auto Scaling', 'autoscaling', 'DescribeScalingActivities');
export const describeHooks = describe('Auto Scaling', 'autoscaling', 'DescribeLifecycleHooks');
export const describeInstances = describe('EC2', 'ec2', 'DescribeInstances');
export const describeVolumes = describe('EC2', 'ec2', 'DescribeVolumes');
export const describeTargets = describe(
  'Elastic Load Balancing',
  'elasticloadbalancing',
  'DescribeTargetHealth',
  'DescribeInstanceHealth',
);
export const describeTargetTags = describe('Elastic Load Balancing', 'elasticloadbalancing', 'DescribeTags');

/** These actions of Auto Scaling, on the groups of the cluster's masters only: `<instance group>.masters.<cluster>`. */
export function onGroups(...actions: readonly string[]): MastersPermission {
  return ({ scope, settings }) =>
    allow(
      actions.map((action) => `autoscaling:${action}`),
      [
        Stack.of(scope).formatArn({
          service: 'autoscaling',
          resource: 'autoScalingGroup',
          resourceName: `*:autoScalingGroupName/*.masters.${settings.cluster}`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      tagged(
        'autoscaling',
        settings,
        'kops makes the groups: the masters’ are known by the end of their names and by their tag.',
      ),
    );
}

/**
 * From any instance, and only the cluster's volumes: EC2 judges both, and an instance has no tags any more an hour after
 * its end, which is about when a person says yes to a forced detach.
 */
export const detachVolumes: MastersPermission = ({ scope, settings }) => {
  const all = (resource: string): string =>
    Stack.of(scope).formatArn({ service: 'ec2', resource, resourceName: '*' });
  return [
    ...allow(
      ['ec2:DetachVolume'],
      [all('volume')],
      tagged('ec2', settings, 'kops makes volumes: the cluster’s are known by their tag.'),
    ),
    ...allow(['ec2:DetachVolume'], [all('instance')], {
      whyWildcard: 'An instance that has terminated loses its tags; which volume it is is judged.',
    }),
  ];
};

/** Of target groups and of classic load balancers, those with the cluster's tag, and those that the configuration names. */
export const deregisterTargets: MastersPermission = (resources) => onTargets('Deregister', 'From', resources);
export const registerTargets: MastersPermission = (resources) => onTargets('Register', 'With', resources);

function onTargets(
  verb: 'Register' | 'Deregister',
  preposition: 'With' | 'From',
  { scope, settings }: MastersResources,
): readonly Grant[] {
  const arn = (resource: string, resourceName: string): string =>
    Stack.of(scope).formatArn({ service: 'elasticloadbalancing', resource, resourceName });
  const conditions = tagged(
    'aws',
    settings,
    'kops makes load balancers: the cluster’s are known by their tag.',
  );
  const ofTargetGroups = [`elasticloadbalancing:${verb}Targets`];
  const ofClassicOnes = [`elasticloadbalancing:${verb}Instances${preposition}LoadBalancer`];
  const { targetGroups, loadBalancers } = settings.untagged;
  return [
    ...allow(ofTargetGroups, [arn('targetgroup', '*/*')], conditions),
    ...allow(ofTargetGroups, targetGroups, BY_NAME),
    ...allow(ofClassicOnes, [arn('loadbalancer', '*')], conditions),
    ...allow(
      ofClassicOnes,
      loadBalancers.map((name) => arn('loadbalancer', name)),
    ),
  ];
}

const BY_NAME = { whyWildcard: 'Where the configuration names a target group, its id is not known.' };

function tagged(prefix: string, { cluster }: MastersSettings, whyWildcard: string) {
  return {
    conditions: { StringEquals: { [`${prefix}:ResourceTag/${CLUSTER_TAG}`]: cluster } },
    whyWildcard,
  };
}

export const readToken: MastersPermission = ({ scope, settings, tokenKeyArn }) =>
  readTokenOf(scope, settings.api, tokenKeyArn);

export const startReplacements: MastersPermission = ({ replaceMasterArn }) =>
  allow(['states:StartExecution'], [replaceMasterArn]);

export const describeReplacements: MastersPermission = ({ replaceMasterArn }) =>
  describeExecutions(replaceMasterArn);

export const describeRolls: MastersPermission = ({ rollMastersArn }) => describeExecutions(rollMastersArn);

function describeExecutions(machineArn: string): readonly Grant[] {
  return allow(['states:DescribeExecution'], [executionsOf(machineArn)], {
    whyWildcard: 'Executions of one machine, which get their names when they start.',
  });
}

/** Lambda itself uses it with the function's role. */
export const keepFailedEvents: MastersPermission = ({ undeliveredArn }) =>
  allow(['sqs:SendMessage'], [undeliveredArn]);
