import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { MigrationSettings } from '../../lambdas/shared/contract/settings.ts';
import { mayChangeRecords, zoneArns } from './zone-changes.ts';

/** What the statements name. */
export interface Resources {
  readonly scope: Construct;
  readonly settings: MigrationSettings;
  readonly tableArn: string;
  readonly topicArn: string;
  readonly reportBucketArn: string;
  readonly migrateArn: string;
}

export interface Grant {
  readonly statement: PolicyStatement;
  /** Why a resource can't be named more narrowly, where one has a `*`. */
  readonly whyWildcard?: string;
}

/** Something that a function may do; nothing, where the configuration gives it nothing to do that with. */
export type Permission = (resources: Resources) => readonly Grant[];

type JournalAction = 'Query' | 'GetItem' | 'PutItem' | 'DeleteItem' | 'ConditionCheckItem';

/** These actions of DynamoDB, on this migration's items only. */
export function journal(...actions: JournalAction[]): Permission {
  return ({ tableArn, settings }) => {
    const statement = new PolicyStatement({
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [tableArn],
      conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [settings.migration] } },
    });
    return [{ statement }];
  };
}

export const readRecords: Permission = ({ scope, settings }) =>
  allow(['route53:ListResourceRecordSets'], zoneArns(scope, settings));

export const readZones: Permission = ({ scope, settings }) =>
  allow(['route53:GetHostedZone'], zoneArns(scope, settings));

export const changeRecords: Permission = ({ scope, settings }) => [
  { statement: mayChangeRecords(scope, settings) },
];

export const readChanges: Permission = ({ scope }) =>
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
    'Route 53 gives a change its id when it accepts it.',
  );

export const describeLoadBalancers: Permission = () =>
  allow(
    ['elasticloadbalancing:DescribeLoadBalancers'],
    ['*'],
    'Elastic Load Balancing knows no resources for this action.',
  );

const COMPOSITE = 'CloudWatch says nothing of composite alarms to a role that may not ask for all alarms.';

export const describeAlarms: Permission = () => allow(['cloudwatch:DescribeAlarms'], ['*'], COMPOSITE);

export const readAlarmHistory: Permission = () =>
  allow(['cloudwatch:DescribeAlarmHistory'], ['*'], COMPOSITE);

const NO_RESOURCES = 'CloudWatch knows no resources for this action.';

export const readMetrics: Permission = () => allow(['cloudwatch:GetMetricData'], ['*'], NO_RESOURCES);

export const listMetrics: Permission = () => allow(['cloudwatch:ListMetrics'], ['*'], NO_RESOURCES);

export const useKeys: Permission = ({ settings }) =>
  allow(
    ['kms:DescribeKey', 'kms:Encrypt', 'kms:Decrypt'],
    settings.keys.map(({ arn }) => arn),
  );

/** What a cluster consists of is asked of all instances, filtered by the cluster. */
export const describeDatabases: Permission = ({ scope, settings }) => {
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
  return [
    ...(clusters.length > 0
      ? allow(
          ['rds:DescribeDBInstances'],
          [arn('db', '*')],
          'RDS lists a cluster’s members by a filter only.',
        )
      : allow(['rds:DescribeDBInstances'], named)),
    ...allow(
      ['rds:DescribeDBClusters'],
      clusters.map(({ identifier }) => arn('cluster', identifier)),
    ),
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

/** Reads always; makes and mends only where the configuration lets it. */
export const provisionStateBucket: Permission = ({ scope, settings: { stateBucket } }) => {
  if (!stateBucket) return [];
  const arn = Stack.of(scope).formatArn({
    service: 's3',
    region: '',
    account: '',
    resource: stateBucket.name,
  });
  const { create, mend } = stateBucket;
  return allow(
    [...READ_BUCKET, ...(create ? ['s3:CreateBucket'] : []), ...(create || mend ? SET_UP_BUCKET : [])],
    [arn],
  );
};

export const writeReports: Permission = ({ reportBucketArn, settings }) =>
  allow(
    ['s3:PutObject'],
    [`${reportBucketArn}/${settings.migration}/*`],
    'A report is named after its run, so all of this migration’s reports are meant.',
  );

export const publish: Permission = ({ topicArn }) => allow(['sns:Publish'], [topicArn]);

export const describeRuns: Permission = (resources) =>
  allow(['states:DescribeExecution'], [executionsOf(resources)], ANY_RUN);

export const readRunHistory: Permission = (resources) =>
  allow(['states:GetExecutionHistory'], [executionsOf(resources)], ANY_RUN);

export const stopRuns: Permission = (resources) => [
  ...allow(['states:ListExecutions'], [resources.migrateArn]),
  ...allow(['states:StopExecution'], [executionsOf(resources)], ANY_RUN),
];

/** IAM's reference names no resource for this action; denials name the machine that the token is of, and so may a policy. */
export const answerHolds: Permission = ({ migrateArn }) => allow(['states:SendTaskSuccess'], [migrateArn]);

const ANY_RUN = 'Executions of the machine Migrate, which get their names when they start.';

function executionsOf({ migrateArn }: Resources): string {
  return `${migrateArn.replace(':stateMachine:', ':execution:')}:*`;
}

function allow(actions: readonly string[], resources: readonly string[], whyWildcard?: string): Grant[] {
  if (resources.length === 0) return [];
  const statement = new PolicyStatement({ actions: [...actions], resources: [...resources] });
  return [{ statement, ...(whyWildcard && { whyWildcard }) }];
}
