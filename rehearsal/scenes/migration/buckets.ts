/** The buckets of a snapshot: whose they are, how they are set, and what is in them. */
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { Home } from '../../estate/home.ts';
import type { ContentOf, FileKind } from '../../snapshot/file-kind.ts';
import {
  BUCKET_ENCRYPTION,
  BUCKET_KINDS,
  BUCKET_LIFECYCLE,
  BUCKET_LOCATION,
  BUCKET_POLICY,
  OWNERSHIP_CONTROLS,
  PUBLIC_ACCESS_BLOCK,
  VERSIONING,
} from '../../snapshot/kinds/s3api.ts';
import type { Objects } from '../../snapshot/objects.ts';
import { SnapshotRefused } from '../../snapshot/problem.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';

/** As the CLI prints them; undefined where nothing is set. */
export interface BucketSettings {
  readonly publicAccess: ContentOf<typeof PUBLIC_ACCESS_BLOCK> | undefined;
  readonly ownership: ContentOf<typeof OWNERSHIP_CONTROLS> | undefined;
  readonly encryption: ContentOf<typeof BUCKET_ENCRYPTION> | undefined;
  readonly versioning: ContentOf<typeof VERSIONING> | undefined;
  readonly policy: ContentOf<typeof BUCKET_POLICY> | undefined;
  readonly lifecycle: ContentOf<typeof BUCKET_LIFECYCLE> | undefined;
}

export interface BucketSeed {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly settings: BucketSettings;
  /** By key. */
  readonly objects: ReadonlyMap<string, string>;
}

/** @param home whose a bucket is of which there are only objects @throws SnapshotRefused if two accounts have the same bucket */
export function bucketsOf(snapshot: Snapshot, home: Home): readonly BucketSeed[] {
  const owners = ownersOf(snapshot);
  const contents = contentsOf(snapshot);
  return [...new Set([...owners.keys(), ...contents.keys()])].map((name) => {
    const account = owners.get(name) ?? home.account;
    const find = <T>(kind: FileKind<T>) => snapshot.find(kind, { account, names: [name] });
    return {
      name,
      account,
      region: find(BUCKET_LOCATION)?.LocationConstraint ?? home.region,
      settings: {
        publicAccess: find(PUBLIC_ACCESS_BLOCK),
        ownership: find(OWNERSHIP_CONTROLS),
        encryption: find(BUCKET_ENCRYPTION),
        versioning: find(VERSIONING),
        policy: find(BUCKET_POLICY),
        lifecycle: find(BUCKET_LIFECYCLE),
      },
      objects: contents.get(name) ?? new Map(),
    };
  });
}

/** Account by bucket. */
function ownersOf(snapshot: Snapshot): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { account, names = [] } of BUCKET_KINDS.flatMap((kind) => snapshot.all(kind))) {
    const [name = ''] = names;
    const owner = owners.get(name) ?? account;
    if (owner !== account) {
      const words = `${owner} and ${account} have files of the bucket ${name}; one account owns a bucket`;
      throw new SnapshotRefused(snapshot.folder, [{ file: 's3api', at: '', words }]);
    }
    owners.set(name, account);
  }
  return owners;
}

/** Text by key, by bucket. */
function contentsOf({ objects }: Snapshot): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const contents = new Map<string, Map<string, string>>();
  for (const [path, text] of objects) {
    const [bucket = '', ...key] = path.split('/');
    const content = contents.get(bucket) ?? new Map<string, string>();
    contents.set(bucket, content.set(key.join('/'), text));
  }
  return contents;
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

/** With the backups that etcd-manager made at the last quarter of an hour: names alone, for nobody restores them. */
export function withBackups(
  buckets: readonly BucketSeed[],
  place: BackupPlace | undefined,
  now: number,
): readonly BucketSeed[] {
  if (!place) return buckets;
  const { bucket, prefix, etcdClusters } = place;
  const at = new Date(now - (now % QUARTER)).toISOString().replace('.000Z', 'Z');
  const folders = etcdClusters.map((etcdCluster) => `${prefix}backups/etcd/${etcdCluster}/${at}-000001`);
  const backups = folders.flatMap((folder) => PARTS.map((part) => [`${folder}/${part}`, 'etcd'] as const));
  return buckets.map((each) =>
    each.name === bucket ? { ...each, objects: new Map([...each.objects, ...backups]) } : each,
  );
}
