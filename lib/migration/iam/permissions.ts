import { ArnFormat, Stack } from 'aws-cdk-lib';
import { beforeImageKey, lastReadinessKey } from '../../../lambdas/migration/contract/report-keys.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { allow, type CommonResources, executionsOf, type Permission } from '../../shared/iam/common.ts';
import { type ZonePolicies, zoneArns } from './zone-policies.ts';
import { lentRoles } from './zone-rights.ts';

/** What the statements of a migration's functions name. */
export interface MigrationResources extends CommonResources {
  readonly settings: MigrationSettings;
  readonly zonePolicies: ZonePolicies;
  readonly reportBucketArn: string;
  readonly migrateArn: string;
  readonly rollBackArn: string;
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
  ...allow(
    ['route53:GetHostedZone'],
    [
      Stack.of(scope).formatArn({
        service: 'route53',
        region: '',
        account: '',
        resource: 'hostedzone',
        resourceName: '*',
      }),
    ],
    { whyWildcard: 'Which private zones answer for the names is known only at run time.' },
  ),
];

export const readHealthChecks: MigrationPermission = ({ scope }) =>
  allow(
    ['route53:GetHealthCheck', 'route53:GetHealthCheckStatus'],
    [
      Stack.of(scope).formatArn({
        service: 'route53',
        region: '',
        account: '',
        resource: 'healthcheck',
        resourceName: '*',
      }),
    ],
    { whyWildcard: 'Which health checks the records name is known only at run time.' },
  );

export const changeRecords: MigrationPermission = ({ zonePolicies }) => zonePolicies.change;

export const readChanges: MigrationPermission = ({ scope }) =>
  allow(
    ['route53:GetChange'],
    [
      Stack.of(scope).formatArn({
        service: 'route53',
        region: '',
        account: '',
        resource: 'change',
        resourceName: '*',
      }),
    ],
    { whyWildcard: 'Route 53 assigns the id of a change when it accepts it.' },
  );

export const describeLoadBalancers: MigrationPermission = () =>
  allow(['elasticloadbalancing:DescribeLoadBalancers'], ['*'], {
    whyWildcard: 'Elastic Load Balancing supports no resources for this action.',
  });

/** Who is behind a load balancer, and in which zone it runs. */
const TARGETS = [
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

/** The same without the groups, and what of load balancers and target groups can be configured. */
export const describeIngress: MigrationPermission = () =>
  allow(
    [
      ...TARGETS,
      'elasticloadbalancing:DescribeLoadBalancerAttributes',
      'elasticloadbalancing:DescribeTargetGroupAttributes',
    ],
    ['*'],
    { whyWildcard: 'Elastic Load Balancing and EC2 support no resources for these actions.' },
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

export const listMetrics: MigrationPermission = () => allow(['cloudwatch:ListMetrics'], ['*'], NO_RESOURCES);

/** What a cluster consists of is asked of all instances, filtered by the cluster. */
export const describeDatabases: MigrationPermission = ({ scope, settings }) => {
  const arn = (resource: string, resourceName: string): string =>
    Stack.of(scope).formatArn({
      service: 'rds',
      resource,
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  const instances = settings.databases.filter(({ kind }) => kind === 'instance');
  const clusters = settings.databases.filter(({ kind }) => kind === 'cluster');
  const named = instances.map(({ identifier }) => arn('db', identifier));
  const namedClusters = clusters.map(({ identifier }) => arn('cluster', identifier));
  const onInstances = ['rds:DescribeDBInstances', 'rds:DescribePendingMaintenanceActions'];
  return [
    ...(clusters.length > 0
      ? allow(onInstances, [arn('db', '*')], {
          whyWildcard: 'RDS lists a cluster’s members only by a filter.',
        })
      : allow(onInstances, named)),
    ...(settings.databases.some(({ kind }) => kind === 'proxy')
      ? allow(['rds:DescribeDBProxies'], [arn('db-proxy', '*')], {
          whyWildcard: 'The ARN of a proxy has an id in it, which nobody has to configure.',
        })
      : []),
    ...allow(['rds:DescribeDBClusters', 'rds:DescribePendingMaintenanceActions'], namedClusters),
  ];
};

const READ_BUCKET = [
  's3:ListBucket',
  's3:GetBucketVersioning',
  's3:GetEncryptionConfiguration',
  's3:GetBucketPublicAccessBlock',
  's3:GetBucketOwnershipControls',
  's3:GetBucketPolicy',
  's3:GetLifecycleConfiguration',
];

const SET_UP_BUCKET = [
  's3:PutBucketVersioning',
  's3:PutEncryptionConfiguration',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketOwnershipControls',
  's3:PutBucketPolicy',
];

/** Reads always; makes and fixes only where the configuration lets it. */
export const provisionStateBucket: MigrationPermission = ({ scope, settings: { stateBucket } }) => {
  if (!stateBucket) return [];
  const arn = Stack.of(scope).formatArn({
    service: 's3',
    region: '',
    account: '',
    resource: stateBucket.name,
  });
  const { create, fix } = stateBucket;
  return allow(
    [...READ_BUCKET, ...(create ? ['s3:CreateBucket'] : []), ...(create || fix ? SET_UP_BUCKET : [])],
    [arn],
  );
};

/** What kops keeps of a cluster and is no secret: never `pki/`, `secrets/` or a backup itself. */
const STORED = ['cluster-completed.spec', 'cluster.spec', 'config', 'kops-version.txt', 'instancegroup/*'];

/**
 * The names of all objects may be listed: S3 tells who may list only those below a prefix that an object is denied, not
 * that it is absent.
 */
export const readStateStore: MigrationPermission = ({ scope, settings: { cluster } }) => {
  if (!cluster) return [];
  const { name, stateStore, backupStore } = cluster;
  const arn = (resource: string): string =>
    Stack.of(scope).formatArn({ service: 's3', region: '', account: '', resource });
  const buckets = new Set([stateStore.bucket, ...(backupStore ? [backupStore.bucket] : [])]);
  return [
    ...allow(
      ['s3:GetObject'],
      STORED.map((object) => arn(`${stateStore.bucket}/${stateStore.prefix}${name}/${object}`)),
      { whyWildcard: 'Which instance groups there are is known only at run time.' },
    ),
    ...allow(['s3:ListBucket'], [...buckets].map(arn)),
  ];
};

/** What AWS has of the cluster is found by kops' tags. */
export const describeCluster: MigrationPermission = ({ settings: { cluster } }) =>
  cluster
    ? allow(
        [
          'autoscaling:DescribeAutoScalingGroups',
          'ec2:DescribeInstances',
          'ec2:DescribeVolumes',
          'elasticloadbalancing:DescribeTargetHealth',
          'elasticloadbalancing:DescribeInstanceHealth',
        ],
        ['*'],
        { whyWildcard: 'These actions support no resources.' },
      )
    : [];

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

export const stopRuns: MigrationPermission = ({ migrateArn }) => [
  ...allow(['states:ListExecutions'], [migrateArn]),
  ...allow(['states:StopExecution'], [executionsOf(migrateArn)], ANY_RUN),
];

/** IAM's reference names no resource for this action; denials name the machine that the token is of, and so may a policy. */
export const answerHolds: MigrationPermission = ({ migrateArn }) =>
  allow(['states:SendTaskSuccess'], [migrateArn]);

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

export const readLambdaLimits: MigrationPermission = () =>
  allow(['lambda:GetAccountSettings'], ['*'], {
    whyWildcard: 'Lambda supports no resources for this action.',
  });

export const listSubscriptions: MigrationPermission = ({ topicArn }) =>
  allow(['sns:ListSubscriptionsByTopic'], [topicArn]);

export const describeRollBacks: MigrationPermission = ({ rollBackArn }) =>
  allow(['states:DescribeExecution'], [executionsOf(rollBackArn)], {
    whyWildcard: 'Executions of the machine RollBack, whose names are known only at run time.',
  });

const ANY_RUN = {
  whyWildcard: 'Executions of the machine Migrate, whose names are known only at run time.',
};
