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

export const readAlarms: Permission = () =>
  allow(
    ['cloudwatch:DescribeAlarms', 'cloudwatch:DescribeAlarmHistory'],
    ['*'],
    'CloudWatch tells of composite alarms only whoever may ask for all alarms.',
  );

export const readMetrics: Permission = () =>
  allow(['cloudwatch:GetMetricData'], ['*'], 'CloudWatch knows no resources for this action.');

export const useKeys: Permission = ({ settings }) =>
  allow(
    ['kms:DescribeKey', 'kms:Encrypt', 'kms:Decrypt'],
    settings.keys.map(({ arn }) => arn),
  );

export const describeDatabases: Permission = ({ scope, settings }) => {
  const clusters = databaseArns(scope, settings, 'cluster');
  return [
    ...allow(['rds:DescribeDBInstances'], databaseArns(scope, settings, 'instance')),
    ...allow(['rds:DescribeDBClusters'], clusters),
    ...allow(
      ['rds:DescribeDBInstances'],
      clusters.length > 0 ? [databaseArn(scope, 'db', '*')] : [],
      'RDS tells of the certificates of a cluster by its instances, whose names nobody knows beforehand.',
    ),
  ];
};

function databaseArns(scope: Construct, settings: MigrationSettings, kind: 'instance' | 'cluster'): string[] {
  return settings.databases
    .filter((database) => database.kind === kind)
    .map(({ identifier }) => databaseArn(scope, kind === 'instance' ? 'db' : 'cluster', identifier));
}

function databaseArn(scope: Construct, resource: 'db' | 'cluster', resourceName: string): string {
  const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
  return Stack.of(scope).formatArn({ service: 'rds', resource, resourceName, arnFormat });
}

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

export const stopRuns: Permission = (resources) => [
  ...allow(['states:ListExecutions'], [resources.migrateArn]),
  ...allow(['states:StopExecution'], [executionsOf(resources)], ANY_RUN),
];

/** A task token belongs to an execution, but IAM judges by the machine. */
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
