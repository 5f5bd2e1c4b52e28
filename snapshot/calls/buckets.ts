import * as s3 from '@aws-sdk/client-s3';
import type { ContentOf, FileKind } from '../../rehearsal/snapshot/file-kind.ts';
import * as kinds from '../../rehearsal/snapshot/kinds/s3api.ts';
import { OBJECTS } from '../../rehearsal/snapshot/read-folder.ts';
import type { AwsClients } from '../aws/clients.ts';
import { type AccountWanted, bucketsIn, statesIn } from '../wanted/wanted.ts';
import { type Call, type FileCall, type Listing, onePage } from './call.ts';

type Bucket = { readonly Bucket: string };

function ofBucket<K extends FileKind>(
  kind: K,
  action: string,
  unset: readonly string[],
  read: (client: s3.S3Client, input: Bucket) => Promise<object>,
): FileCall<Bucket, ContentOf<K>> {
  return {
    kind: kind as FileKind<ContentOf<K>>,
    service: 's3',
    rights: [
      {
        actions: [action],
        on: (account) => bucketsIn(account).map((bucket) => arnOf(account, bucket)),
      },
    ],
    absent: ['NoSuchBucket'],
    unset,
    ask: (clients, input) => onePage(read(clients.of('s3'), input)),
  };
}

/** How a bucket is set. */
export const BUCKET_CALLS = [
  ofBucket(kinds.BUCKET_LOCATION, 's3:GetBucketLocation', [], (client, input) =>
    client.send(new s3.GetBucketLocationCommand(input)),
  ),
  ofBucket(
    kinds.PUBLIC_ACCESS_BLOCK,
    's3:GetBucketPublicAccessBlock',
    ['NoSuchPublicAccessBlockConfiguration'],
    (client, input) => client.send(new s3.GetPublicAccessBlockCommand(input)),
  ),
  ofBucket(
    kinds.OWNERSHIP_CONTROLS,
    's3:GetBucketOwnershipControls',
    ['OwnershipControlsNotFoundError'],
    (client, input) => client.send(new s3.GetBucketOwnershipControlsCommand(input)),
  ),
  ofBucket(
    kinds.BUCKET_ENCRYPTION,
    's3:GetEncryptionConfiguration',
    ['ServerSideEncryptionConfigurationNotFoundError'],
    (client, input) => client.send(new s3.GetBucketEncryptionCommand(input)),
  ),
  ofBucket(kinds.VERSIONING, 's3:GetBucketVersioning', [], (client, input) =>
    client.send(new s3.GetBucketVersioningCommand(input)),
  ),
  ofBucket(kinds.BUCKET_POLICY, 's3:GetBucketPolicy', ['NoSuchBucketPolicy'], (client, input) =>
    client.send(new s3.GetBucketPolicyCommand(input)),
  ),
  ofBucket(
    kinds.BUCKET_LIFECYCLE,
    's3:GetLifecycleConfiguration',
    ['NoSuchLifecycleConfiguration'],
    (client, input) => client.send(new s3.GetBucketLifecycleConfigurationCommand(input)),
  ),
] as const;

interface Listed {
  readonly Contents?: readonly { readonly Key: string }[];
  readonly CommonPrefixes?: readonly { readonly Prefix: string }[];
}

export const LIST_OBJECTS: Listing<
  Bucket & { readonly Prefix: string; readonly Delimiter?: string },
  Listed
> = {
  service: 's3',
  rights: [
    {
      actions: ['s3:ListBucket'],
      on: (account) => statesIn(account).map(({ bucket }) => arnOf(account, bucket)),
    },
  ],
  absent: ['NoSuchBucket'],
  command: ({ Bucket, Prefix }) => `aws s3api list-objects-v2 --bucket ${Bucket} --prefix ${Prefix}`,
  // With a delimiter it lists etcd clusters, of whose folders only these are read.
  leadsTo: (_, { Bucket, Prefix, Delimiter }) => {
    const only = Delimiter === undefined ? '' : ` --exclude '*' --include '*/${CONTROL}*'`;
    const file = `${OBJECTS}/${Bucket}/${Prefix}`;
    return [{ command: `aws s3 sync s3://${Bucket}/${Prefix} ${file}${only}`, file, isPut: true }];
  },
  ask: (clients, input) => s3.paginateListObjectsV2({ client: clients.of('s3') }, input),
};

/** Of what kops keeps, never `pki/`, `secrets/`, or a backup itself. */
export const STORED = ['cluster-completed.spec', 'cluster.spec', 'config', 'kops-version.txt'];
export const STORED_GROUPS = 'instancegroup/';
export const STORED_BACKUPS = 'backups/etcd/';
/** By it etcd-manager knows that there was an etcd before. */
export const CONTROL = 'control/';

/** Its text. */
export const GET_OBJECT: Call<Bucket & { readonly Key: string }> = {
  service: 's3',
  rights: [
    {
      actions: ['s3:GetObject'],
      on: (account) =>
        statesIn(account).flatMap(({ bucket, prefix }) =>
          [...STORED, `${STORED_GROUPS}*`, `${STORED_BACKUPS}*/${CONTROL}*`].map((object) =>
            arnOf(account, `${bucket}/${prefix}${object}`),
          ),
        ),
    },
  ],
  absent: ['NoSuchBucket'],
  unset: ['NoSuchKey'],
  ask: (clients, input) => textOf(clients, input),
};

async function* textOf(clients: AwsClients, input: Bucket & { readonly Key: string }): AsyncIterable<object> {
  const { Body } = await clients.of('s3').send(new s3.GetObjectCommand(input));
  yield { text: (await Body?.transformToString()) ?? '' };
}

function arnOf({ partition }: AccountWanted, resource: string): string {
  return `arn:${partition}:s3:::${resource}`;
}
