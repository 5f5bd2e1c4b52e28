/** What is in S3 when a rehearsal begins. */
import {
  type BucketLifecycleConfiguration,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  DeletePublicAccessBlockCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type OwnershipControls,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
  S3ServiceException,
  type ServerSideEncryptionConfiguration,
} from '@aws-sdk/client-s3';
import { type FileKind, pathOf } from '../../snapshot/file-kind.ts';
import {
  BUCKET_ENCRYPTION,
  BUCKET_LIFECYCLE,
  BUCKET_POLICY,
  OWNERSHIP_CONTROLS,
  PUBLIC_ACCESS_BLOCK,
  VERSIONING,
} from '../../snapshot/kinds/s3api.ts';
import { SnapshotRefused } from '../../snapshot/problem.ts';
import { ROOT_KEY } from '../../stage/aws-clients.ts';
import type { BucketSeed } from './buckets.ts';

/** Has S3 contain the buckets of one scene after the other. Those of the stack, and their objects, stay. */
export class StoredObjects {
  readonly #endpoint: string;
  #there: readonly BucketSeed[] = [];

  /** @param endpoint of the emulator, to which the number of an account is its root's access key */
  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  /** In place of those that came so before. */
  async put(buckets: readonly BucketSeed[]): Promise<void> {
    for (const bucket of this.#there) await this.#in(bucket, (s3) => remove(s3, bucket.name));
    this.#there = [];
    for (const bucket of buckets) {
      await this.#in(bucket, (s3) => make(s3, bucket));
      // It is there from now on, also if it can't be set so.
      this.#there = [...this.#there, bucket];
      await this.#in(bucket, (s3) => set(s3, bucket));
    }
  }

  async #in({ account, region }: BucketSeed, body: (s3: S3Client) => Promise<void>): Promise<void> {
    const credentials = { accessKeyId: account, secretAccessKey: ROOT_KEY };
    const s3 = new S3Client({ endpoint: this.#endpoint, region, credentials, forcePathStyle: true });
    try {
      await body(s3);
    } finally {
      s3.destroy();
    }
  }
}

async function make(s3: S3Client, { name: Bucket, objects }: BucketSeed): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket }));
  for (const [Key, text] of objects) {
    // As bytes: of an empty text the SDK would say on the console that it doesn't know the length.
    const Body = Buffer.from(text);
    await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  }
}

/**
 * A bucket that is made has its own: encryption by S3, no ACLs; what is blocked of public access differs.
 * @throws SnapshotRefused for what S3 refuses
 */
async function set(s3: S3Client, bucket: BucketSeed): Promise<void> {
  const { name: Bucket, settings } = bucket;
  const { publicAccess, ownership, encryption, versioning, policy, lifecycle } = settings;
  // A public policy is only taken while it isn't blocked.
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  const as = (kind: FileKind, put: () => Promise<unknown>) => unlessRefused(bucket, kind, put);
  if (policy) await as(BUCKET_POLICY, () => s3.send(new PutBucketPolicyCommand({ Bucket, ...policy })));
  if (publicAccess)
    await as(PUBLIC_ACCESS_BLOCK, () =>
      s3.send(new PutPublicAccessBlockCommand({ Bucket, ...publicAccess })),
    );
  if (!ownership) await s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket }));
  else {
    const OwnershipControls = asGiven<OwnershipControls>(ownership.OwnershipControls);
    const command = new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls });
    await as(OWNERSHIP_CONTROLS, () => s3.send(command));
  }
  if (encryption) {
    const configuration = encryption.ServerSideEncryptionConfiguration;
    const ServerSideEncryptionConfiguration = asGiven<ServerSideEncryptionConfiguration>(configuration);
    const command = new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration });
    await as(BUCKET_ENCRYPTION, () => s3.send(command));
  }
  if (versioning?.Status) {
    const VersioningConfiguration = { Status: versioning.Status };
    const command = new PutBucketVersioningCommand({ Bucket, VersioningConfiguration });
    await as(VERSIONING, () => s3.send(command));
  }
  if (lifecycle) {
    const LifecycleConfiguration = asGiven<BucketLifecycleConfiguration>(lifecycle);
    const command = new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration });
    await as(BUCKET_LIFECYCLE, () => s3.send(command));
  }
}

async function unlessRefused(
  { account, name }: BucketSeed,
  kind: FileKind,
  put: () => Promise<unknown>,
): Promise<void> {
  try {
    await put();
  } catch (error) {
    if (!(error instanceof S3ServiceException) || error.$fault !== 'client') throw error;
    const file = pathOf(kind, { account, names: [name] });
    const words = `S3 takes no such settings: ${error.name}: ${error.message}`;
    throw new SnapshotRefused('The snapshot', [{ file, at: '', words }]);
  }
}

/** What the CLI prints, as S3's client takes it: a time is no text there. @typeParam T what is given of it */
function asGiven<T extends object>(printed: object): T {
  return JSON.parse(JSON.stringify(printed), (key, value) => (key === 'Date' ? new Date(value) : value));
}

/** With all versions of all that anybody has put there, and the bucket itself. */
async function remove(s3: S3Client, Bucket: string): Promise<void> {
  // Whatever it denies, it doesn't deny that.
  await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
  while (from) {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket, ...from }),
    );
    for (const { Key, VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])])
      await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    from = page.IsTruncated
      ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
      : undefined;
  }
  await s3.send(new DeleteBucketCommand({ Bucket }));
}
