/** What tells how the kops cluster is, and where kops keeps its state. */
import { Stack } from 'aws-cdk-lib';
import { allow } from '../../shared/iam/common.ts';
import { readPrefixLists } from './network-permissions.ts';
import type { MigrationPermission } from './permissions.ts';

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
export const describeCluster: MigrationPermission = ({ scope, settings: { cluster } }) =>
  cluster
    ? [
        ...allow(
          [
            'autoscaling:DescribeAutoScalingGroups',
            'ec2:DescribeInstances',
            'ec2:DescribeVolumes',
            'ec2:DescribeSecurityGroups',
            'elasticloadbalancing:DescribeLoadBalancers',
            'elasticloadbalancing:DescribeTargetGroups',
            'elasticloadbalancing:DescribeTargetGroupAttributes',
            'elasticloadbalancing:DescribeTargetHealth',
            'elasticloadbalancing:DescribeInstanceHealth',
          ],
          ['*'],
          { whyWildcard: 'These actions support no resources.' },
        ),
        ...readPrefixLists(scope),
      ]
    : [];

/** Which keys encrypt them, which masters must be able to use. */
export const describeEtcdVolumes: MigrationPermission = ({ settings: { cluster, keys } }) =>
  cluster && keys.length > 0
    ? allow(['ec2:DescribeVolumes'], ['*'], { whyWildcard: 'The action supports no resources.' })
    : [];
