import { instant } from '../../../shared/domain/time.ts';
import type { S3Location } from '../../contract/settings.ts';
import { type Backup, backupsIn } from '../../domain/kops/backups.ts';
import type { EtcdClusterSpec } from '../../domain/kops/cluster-spec.ts';
import type { StateStore, Unread } from '../../ports/state-store.ts';

const DAY_MS = 86_400_000;
/** Four an hour of two objects each make 200 a day. */
const MOST_RECENT_KEYS = 2000;
/** Older ones are thinned out: hourly ones stay for a week, daily ones for a year. */
const MOST_KEYS = 20_000;

/** etcd-manager takes an etcd cluster without this object for a new one, and begins with an empty one. */
const MARK = 'control/etcd-cluster-created';

export type StoreAt = (location: S3Location) => StateStore;

/** What became of looking for an etcd cluster's backups. */
export type LoadedBackups =
  | {
      readonly kind: 'read';
      readonly address: string;
      /** Newest first; the last day's alone, if that has any. */
      readonly backups: readonly Backup[];
      readonly isMarked: boolean;
    }
  | { readonly kind: 'unread'; readonly address: string; readonly unread: Unread }
  /** No address of S3. */
  | { readonly kind: 'elsewhere'; readonly address: string };

/** @param usual where an etcd cluster's backups are if the specification doesn't say @param now epoch milliseconds */
export async function loadBackups(
  { name, backupStore }: EtcdClusterSpec,
  usual: S3Location,
  storeAt: StoreAt,
  now: number,
): Promise<LoadedBackups> {
  const location = backupStore === '' ? within(usual, name) : locationOf(backupStore);
  if (!location) return { kind: 'elsewhere', address: backupStore };
  const store = storeAt(location);
  const { address } = store;
  const after = instant(now - DAY_MS).replace(/\.\d+Z$/, 'Z');
  const [recent, mark] = await Promise.all([
    store.list({ prefix: '', after, mostKeys: MOST_RECENT_KEYS }),
    store.list({ prefix: MARK, mostKeys: 1 }),
  ]);
  if (recent.kind !== 'found') return { kind: 'unread', address, unread: recent };
  if (mark.kind !== 'found') return { kind: 'unread', address, unread: mark };
  const isMarked = mark.objects.some(({ key }) => key === MARK);
  const backups = backupsIn(recent.objects.map(({ key }) => key));
  if (backups.length > 0) return { kind: 'read', address, backups, isMarked };
  const all = await store.list({ prefix: '', mostKeys: MOST_KEYS });
  if (all.kind !== 'found') return { kind: 'unread', address, unread: all };
  return { kind: 'read', address, backups: backupsIn(all.objects.map(({ key }) => key)), isMarked };
}

function within({ bucket, prefix }: S3Location, name: string): S3Location {
  return { bucket, prefix: `${prefix}${name}/` };
}

function locationOf(address: string): S3Location | undefined {
  const [, bucket, path = ''] = /^s3:\/\/([^/]+)\/?(.*?)\/?$/.exec(address) ?? [];
  return bucket === undefined ? undefined : { bucket, prefix: path === '' ? '' : `${path}/` };
}
