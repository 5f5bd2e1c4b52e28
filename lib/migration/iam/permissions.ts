import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { drillOf } from '../../../lambdas/migration/contract/drill.ts';
import { ownNamespace } from '../../../lambdas/migration/contract/own-metrics.ts';
import { beforeImageKey, lastReadinessKey } from '../../../lambdas/migration/contract/report-keys.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import {
  allow,
  type CommonResources,
  executionsOf,
  journal,
  type Permission,
} from '../../shared/iam/common.ts';
import { readTokenOf } from '../../shared/iam/secrets.ts';
import { machineArn } from '../../shared/machines/names.ts';
import { route53Arn, type ZonePolicies, zoneArns } from './zone-policies.ts';
import { lentRoles } from './zone-rights.ts';

/** What the statements of a migration's functions name. */
export interface MigrationResources extends CommonResources {
  readonly settings: MigrationSettings;
  readonly zonePolicies: ZonePolicies;
  readonly reportBucketArn: string;
  readonly migrateArn: string;
  readonly rollBackArn: string;
  /** Name of the group of the schedules that call Watch, and the role by which they do. */
  readonly watchGroup: string;
  readonly watchRoleArn: string;
  /** ARN of the role of the function Watch. */
  readonly watchFunctionRole: string;
  /** ARN of the key that the API servers' token is encrypted with, where it is not the one that AWS manages. */
  readonly apiTokenKeyArn: string | undefined;
}

export type MigrationPermission = Permission<MigrationResources>;

/** All that uses zones reads their records: those of other accounts by the roles that are there for it. */
export const readRecords: MigrationPermission = ({ zonePolicies, settings }) => [
  ...zonePolicies.read,
  ...allow(['sts:AssumeRole'], lentRoles(settings)),
];

/** After a change of name an open run stays where the old name has put it, and only CloudFormation knows that name. */
export const readJournalOfAnyName: MigrationPermission = ({ tableArn }) =>
  allow(['dynamodb:Query'], [tableArn]);

export const readZones: MigrationPermission = ({ scope, settings }) =>
  allow(
    ['route53:GetHostedZone', 'route53:GetHostedZoneLimit', 'route53:ListResourceRecordSetProtections'],
    zoneArns(scope, settings),
  );

export const findPrivateZones: MigrationPermission = ({ scope }) => [
  ...allow(['route53:ListHostedZones'], ['*'], {
    whyWildcard: 'Route 53 supports no resources for this action.',
  }),
  ...allow(['route53:GetHostedZone'], [route53Arn(scope, 'hostedzone', '*')], {
    whyWildcard: 'Which private zones answer for the names is known only at run time.',
  }),
];

export const readHealthChecks: MigrationPermission = ({ scope }) =>
  allow(['route53:GetHealthCheck', 'route53:GetHealthCheckStatus'], [route53Arn(scope, 'healthcheck', '*')], {
    whyWildcard: 'Which health checks the records name is known only at run time.',
  });

/** Those that the stack makes: the children's ids are known to Route 53 alone. */
export const readOwnHealthChecks: MigrationPermission = ({ scope, settings }) =>
  settings.dataPlane
    ? allow(['route53:GetHealthCheck'], [route53Arn(scope, 'healthcheck', '*')], {
        whyWildcard: 'Which health checks the one on the records consists of is known only at run time.',
      })
    : [];

export const changeRecords: MigrationPermission = ({ zonePolicies }) => zonePolicies.change;

/** Only what a drill makes: its roles can't change a name that is moved. */
export const changeThrowaways: MigrationPermission = ({ zonePolicies }) => zonePolicies.drill;

/** What a drill keeps, beside what is kept of the migration. */
export function drillJournal(...actions: Parameters<typeof journal>): MigrationPermission {
  return ({ name, ...resources }) => journal(...actions)({ ...resources, name: drillOf(name) });
}

export const describeDrills: MigrationPermission = ({ scope, name }) =>
  allow(['states:DescribeExecution'], [executionsOf(machineArn(scope, name, 'Drill'))], {
    whyWildcard: 'Executions of the machine Drill, whose names are known only at run time.',
  });

export const readChanges: MigrationPermission = ({ scope }) =>
  allow(['route53:GetChange'], [route53Arn(scope, 'change', '*')], {
    whyWildcard: 'Route 53 assigns the id of a change when it accepts it.',
  });

/** On which the stack makes alarms. */
export const describeWatchedBalancer: MigrationPermission = (resources) =>
  resources.settings.alarms.some(({ isMade }) => isMade) ? describeLoadBalancers(resources) : [];

export const describeLoadBalancers: MigrationPermission = () =>
  allow(['elasticloadbalancing:DescribeLoadBalancers'], ['*'], {
    whyWildcard: 'Elastic Load Balancing supports no resources for this action.',
  });

/** What ends connections at a load balancer. */
export const describeConnections: MigrationPermission = () =>
  allow(
    ['elasticloadbalancing:DescribeLoadBalancers', 'elasticloadbalancing:DescribeLoadBalancerAttributes'],
    ['*'],
    { whyWildcard: 'Elastic Load Balancing supports no resources for these actions.' },
  );

/** Who is behind a load balancer, and in which zone it runs. */
export const TARGETS = [
  'elasticloadbalancing:DescribeInstanceHealth',
  'elasticloadbalancing:DescribeTargetGroups',
  'elasticloadbalancing:DescribeTargetHealth',
  'ec2:DescribeInstances',
];

/** What is behind a load balancer, in which zone it runs, and what may take it away. */
export const describeHosts: MigrationPermission = () =>
  allow(
    [
      ...TARGETS,
      'autoscaling:DescribeAutoScalingGroups',
      'autoscaling:DescribePolicies',
      'autoscaling:DescribeScheduledActions',
    ],
    ['*'],
    { whyWildcard: 'Elastic Load Balancing, EC2 and Auto Scaling support no resources for these actions.' },
  );

const COMPOSITE = {
  whyWildcard: 'CloudWatch shows composite alarms only to a role that may read all alarms.',
};

export const describeAlarms: MigrationPermission = () =>
  allow(['cloudwatch:DescribeAlarms'], ['*'], COMPOSITE);

export const readAlarmHistory: MigrationPermission = () =>
  allow(['cloudwatch:DescribeAlarmHistory'], ['*'], COMPOSITE);

const NO_RESOURCES = { whyWildcard: 'CloudWatch takes no metric as a resource.' };

export const readMetrics: MigrationPermission = () =>
  allow(['cloudwatch:GetMetricData'], ['*'], NO_RESOURCES);

/** CloudWatch can limit it to the namespace of the migration's own metrics, not to one of them. */
export const publishMetrics: MigrationPermission = ({ settings: { migration } }) =>
  allow(['cloudwatch:PutMetricData'], ['*'], {
    ...NO_RESOURCES,
    conditions: { StringEquals: { 'cloudwatch:namespace': ownNamespace(migration) } },
  });

/** The metric by which the data plane stays on legacy; without health checks nobody publishes it. */
export const sayOwed: MigrationPermission = (resources) =>
  resources.settings.dataPlane ? publishMetrics(resources) : [];

/** The metric of the alarm `Names`; only ProbeNames publishes it. */
export const sayFailingNames: MigrationPermission = publishMetrics;

/** The metric of which the signals' alarms are made; without signals nobody publishes it. */
export const saySignals: MigrationPermission = publishMetrics;

export const listMetrics: MigrationPermission = () => allow(['cloudwatch:ListMetrics'], ['*'], NO_RESOURCES);

export const writeReports: MigrationPermission = ({ reportBucketArn, settings }) =>
  allow(['s3:PutObject'], [`${reportBucketArn}/${settings.migration}/*`], {
    whyWildcard: 'Reports are named after their run, so this covers all of this migration’s reports.',
  });

/** The one object with which a readiness report is compared. Reports are written by another right. */
export const readLastReport: MigrationPermission = ({ reportBucketArn, settings }) =>
  allow(['s3:GetObject'], [`${reportBucketArn}/${lastReadinessKey(settings.migration)}`]);

/** The one object that is the copy of the before-image. */
export const readCopy: MigrationPermission = ({ reportBucketArn, settings }) =>
  allow(['s3:GetObject'], [`${reportBucketArn}/${beforeImageKey(settings.migration)}`]);

/** A put that replaces only what was read needs both. */
export const keepCopy: MigrationPermission = ({ reportBucketArn, settings }) =>
  allow(['s3:GetObject', 's3:PutObject'], [`${reportBucketArn}/${beforeImageKey(settings.migration)}`]);

export const describeRuns: MigrationPermission = ({ migrateArn }) =>
  allow(['states:DescribeExecution'], [executionsOf(migrateArn)], ANY_RUN);

export const readRunHistory: MigrationPermission = ({ migrateArn }) =>
  allow(['states:GetExecutionHistory'], [executionsOf(migrateArn)], ANY_RUN);

/** Whether any runs: of the runs of Migrate, and of RollBack's. */
export const listRuns: MigrationPermission = ({ migrateArn, rollBackArn }) =>
  allow(['states:ListExecutions'], [migrateArn, rollBackArn]);

export const startRollBack: MigrationPermission = ({ rollBackArn }) =>
  allow(['states:StartExecution'], [rollBackArn]);

/** EventBridge Scheduler takes the role only from who may pass it on. */
export const makeSchedules: MigrationPermission = ({ scope, watchGroup, watchRoleArn }) => [
  ...allow(
    ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule'],
    [schedulesIn(scope, watchGroup)],
    ANY_SCHEDULE,
  ),
  ...allow(['iam:PassRole'], [watchRoleArn], {
    conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
  }),
];

export const removeSchedules: MigrationPermission = ({ scope, watchGroup }) =>
  allow(['scheduler:DeleteSchedule'], [schedulesIn(scope, watchGroup)], ANY_SCHEDULE);

function schedulesIn(scope: Construct, group: string): string {
  return Stack.of(scope).formatArn({
    service: 'scheduler',
    resource: 'schedule',
    resourceName: `${group}/*`,
  });
}

export const stopRuns: MigrationPermission = ({ migrateArn }) => [
  ...allow(['states:ListExecutions'], [migrateArn]),
  ...allow(['states:StopExecution'], [executionsOf(migrateArn)], ANY_RUN),
];

/** IAM's reference names no resource for this action; denials name the machine that the token is of, and so may a policy. */
export const answerHolds: MigrationPermission = ({ migrateArn }) =>
  allow(['states:SendTaskSuccess'], [migrateArn]);

export const sendHeartbeats: MigrationPermission = ({ migrateArn }) =>
  allow(['states:SendTaskHeartbeat'], [migrateArn]);

export const readRules: MigrationPermission = ({ scope }) => [
  ...allow(['events:ListRuleNamesByTarget'], ['*'], {
    whyWildcard: 'EventBridge supports no resources for this action.',
  }),
  ...allow(
    ['events:DescribeRule'],
    [Stack.of(scope).formatArn({ service: 'events', resource: 'rule', resourceName: '*' })],
    { whyWildcard: 'CloudFormation names the rules. They are found by what they start.' },
  ),
];

/** To the account's default bus. */
export const sendEvents: MigrationPermission = ({ scope }) =>
  allow(
    ['events:PutEvents'],
    [Stack.of(scope).formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' })],
  );

export const readLambdaLimits: MigrationPermission = () =>
  allow(['lambda:GetAccountSettings'], ['*'], {
    whyWildcard: 'Lambda supports no resources for this action.',
  });

/** Only to compare with what runs in the cluster. */
export const readOwners: MigrationPermission = (resources) =>
  resources.settings.workloads ? readRecords(resources) : [];

/** Without it nobody asks the cluster's API servers. */
export const readApiToken: MigrationPermission = ({ scope, settings: { workloads }, apiTokenKeyArn }) =>
  workloads ? readTokenOf(scope, workloads.api, apiTokenKeyArn) : [];

export const listSubscriptions: MigrationPermission = ({ topicArn }) =>
  allow(['sns:ListSubscriptionsByTopic'], [topicArn]);

/** Without it nobody looks for who has changed a zone. */
export const readTrail: MigrationPermission = ({ settings: { trailRegion } }) =>
  trailRegion === undefined
    ? []
    : allow(['cloudtrail:LookupEvents'], ['*'], {
        whyWildcard: 'CloudTrail supports no resources for this action.',
        conditions: { StringEquals: { 'aws:RequestedRegion': trailRegion } },
      });

export const describeRollBacks: MigrationPermission = ({ rollBackArn }) =>
  allow(['states:DescribeExecution'], [executionsOf(rollBackArn)], {
    whyWildcard: 'Executions of the machine RollBack, whose names are known only at run time.',
  });

const ANY_SCHEDULE = {
  whyWildcard: 'Schedules are named after their run; the group has those of this migration alone.',
};

const ANY_RUN = {
  whyWildcard: 'Executions of the machine Migrate, whose names are known only at run time.',
};
