/** What is in S3 when a rehearsal begins. */
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { Objects } from '../../snapshot/objects.ts';

/** Has S3 contain the objects of one scene after the other; what others put there stays. */
export class StoredObjects {
  readonly #s3: S3Client;
  readonly #buckets = new Set<string>();
  #there: Objects = new Map();

  constructor(s3: S3Client) {
    this.#s3 = s3;
  }

  /** In place of those that came so before. */
  async put(objects: Objects): Promise<void> {
    for (const path of this.#there.keys())
      if (!objects.has(path)) await this.#s3.send(new DeleteObjectCommand(placeOf(path)));
    for (const [path, Body] of objects) {
      if (this.#there.get(path) === Body) continue;
      await this.#makeBucket(placeOf(path).Bucket);
      await this.#s3.send(new PutObjectCommand({ ...placeOf(path), Body }));
    }
    this.#there = objects;
  }

  async #makeBucket(Bucket: string): Promise<void> {
    if (this.#buckets.has(Bucket)) return;
    await this.#s3.send(new CreateBucketCommand({ Bucket }));
    this.#buckets.add(Bucket);
  }
}

function placeOf(path: string): { readonly Bucket: string; readonly Key: string } {
  const [Bucket = '', ...key] = path.split('/');
  return { Bucket, Key: key.join('/') };
}

const QUARTER = 15 * 60_000;
const PARTS = ['etcd.backup.gz', '_etcd_backup.meta'];

export interface BackupPlace {
  readonly bucket: string;
  /** Of the kops cluster, with a slash at its end. */
  readonly prefix: string;
  readonly etcdClusters: readonly string[];
}

/** Where the objects have backups of the cluster's etcd; undefined if nobody has configured the cluster. */
export function backupsIn(
  { cluster }: Pick<MigrationSettings, 'cluster'>,
  objects: Objects,
): BackupPlace | undefined {
  if (!cluster) return undefined;
  const { bucket } = cluster.stateStore;
  const prefix = `${cluster.stateStore.prefix}${cluster.name}/`;
  const folder = `${bucket}/${prefix}backups/etcd/`;
  const names = [...objects.keys()]
    .filter((path) => path.startsWith(folder))
    .map((path) => path.slice(folder.length).split('/')[0] ?? '');
  return { bucket, prefix, etcdClusters: [...new Set(names)] };
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
