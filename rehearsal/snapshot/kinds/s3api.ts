/** How the buckets are set. Their names are the same for all accounts, so no region is asked for. */
import type {
  GetBucketEncryptionOutput,
  GetBucketLifecycleConfigurationOutput,
  GetBucketLocationOutput,
  GetBucketOwnershipControlsOutput,
  GetBucketPolicyOutput,
  GetBucketVersioningOutput,
  GetPublicAccessBlockOutput,
} from '@aws-sdk/client-s3';
import { type FileKind, fileKind } from '../file-kind.ts';

const sdk = () => import('@aws-sdk/client-s3');

const OF_BUCKET = { service: 's3api', regional: false, options: ['--bucket'] } as const;

/** The account that the file is in owns the bucket. */
export const BUCKET_LOCATION = fileKind<GetBucketLocationOutput>()({
  ...OF_BUCKET,
  call: 'get-bucket-location',
  answer: async () => (await sdk()).GetBucketLocationOutput$,
  needs: {},
});

/** Left out: public access isn't blocked. */
export const PUBLIC_ACCESS_BLOCK = fileKind<GetPublicAccessBlockOutput>()({
  ...OF_BUCKET,
  call: 'get-public-access-block',
  answer: async () => (await sdk()).GetPublicAccessBlockOutput$,
  needs: { PublicAccessBlockConfiguration: true },
});

/** Left out: not set, so ACLs are on. */
export const OWNERSHIP_CONTROLS = fileKind<GetBucketOwnershipControlsOutput>()({
  ...OF_BUCKET,
  call: 'get-bucket-ownership-controls',
  answer: async () => (await sdk()).GetBucketOwnershipControlsOutput$,
  needs: { OwnershipControls: { Rules: true } },
});

/** Left out: S3's own, AES256, which every bucket has. */
export const BUCKET_ENCRYPTION = fileKind<GetBucketEncryptionOutput>()({
  ...OF_BUCKET,
  call: 'get-bucket-encryption',
  answer: async () => (await sdk()).GetBucketEncryptionOutput$,
  needs: { ServerSideEncryptionConfiguration: { Rules: true } },
});

/** Left out: never enabled; the CLI prints nothing then. */
export const VERSIONING = fileKind<GetBucketVersioningOutput>()({
  ...OF_BUCKET,
  call: 'get-bucket-versioning',
  answer: async () => (await sdk()).GetBucketVersioningOutput$,
  needs: {},
});

export const BUCKET_POLICY = fileKind<GetBucketPolicyOutput>()({
  ...OF_BUCKET,
  call: 'get-bucket-policy',
  answer: async () => (await sdk()).GetBucketPolicyOutput$,
  needs: { Policy: true },
  policies: ['Policy'],
});

export const BUCKET_LIFECYCLE = fileKind<GetBucketLifecycleConfigurationOutput>()({
  ...OF_BUCKET,
  call: 'get-bucket-lifecycle-configuration',
  answer: async () => (await sdk()).GetBucketLifecycleConfigurationOutput$,
  needs: { Rules: true },
});

/** All that say something of a bucket. */
export const BUCKET_KINDS: readonly FileKind[] = [
  BUCKET_LOCATION,
  PUBLIC_ACCESS_BLOCK,
  OWNERSHIP_CONTROLS,
  BUCKET_ENCRYPTION,
  VERSIONING,
  BUCKET_POLICY,
  BUCKET_LIFECYCLE,
];
