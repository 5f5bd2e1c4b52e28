/** What is in S3 when a rehearsal begins. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** Puts each file of `<folder>/<bucket>/` into that bucket, as `aws s3 sync` does. */
export async function putObjects(s3: S3Client, folder: string): Promise<void> {
  for (const bucket of readdirSync(folder)) {
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    const files = readdirSync(join(folder, bucket), { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) {
      const path = join(file.parentPath, file.name);
      const Key = relative(join(folder, bucket), path).replaceAll('\\', '/');
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: readFileSync(path) }));
    }
  }
}

const QUARTER = 15 * 60_000;
const PARTS = ['etcd.backup.gz', '_etcd_backup.meta'];

export interface BackupPlace {
  readonly bucket: string;
  /** Of the kops cluster, with a slash at its end. */
  readonly prefix: string;
  readonly etcdClusters: readonly string[];
}

/** Puts the backups that etcd-manager made at the last quarter of an hour: names alone, for nobody restores them. */
export async function putBackups(
  s3: S3Client,
  { bucket, prefix, etcdClusters }: BackupPlace,
  now: number,
): Promise<void> {
  const at = new Date(now - (now % QUARTER)).toISOString().replace('.000Z', 'Z');
  for (const etcdCluster of etcdClusters) {
    const folder = `${prefix}backups/etcd/${etcdCluster}/${at}-000001`;
    for (const part of PARTS)
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `${folder}/${part}`, Body: 'etcd' }));
  }
}
