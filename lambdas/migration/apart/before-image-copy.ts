import { S3BeforeImageCopy } from '../adapters/s3-before-image-copy.ts';
import { s3 } from '../adapters/s3-client.ts';
import type { BeforeImageCopy } from '../ports/before-image-copy.ts';

/** The copy of a migration's before-image in S3. */
export function openBeforeImageCopy(bucket: string, migration: string): BeforeImageCopy {
  return new S3BeforeImageCopy(bucket, migration, s3);
}
