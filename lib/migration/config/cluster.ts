/** The kops cluster that is checked, and where kops keeps its state. */
import type {
  ClusterSettings,
  S3Location,
  StateBucketSettings,
} from '../../../lambdas/migration/contract/settings.ts';
import { readCluster as readClusterName } from '../../shared/config/cluster-name.ts';
import type { Place } from '../../shared/config/place.ts';
import { readText } from '../../shared/config/values.ts';
import { isBucketName } from './checks.ts';

/** @param stateBucket the state store, where none is given */
export function readCluster(
  place: Place,
  stateBucket: StateBucketSettings | undefined,
): ClusterSettings | undefined {
  if (place.isLeftOut) return undefined;
  const fields = place.fields(['name', 'stateStore', 'backupStore'], {
    what: 'a cluster',
    example: "{ name: 'k8s.example.com', stateStore: 's3://kops-state-example-com' }",
    synonyms: { clusterName: 'name', state: 'stateStore', backups: 'backupStore' },
  });
  if (!fields) return undefined;
  const name = readClusterName(fields.name);
  const stateStore = readStateStore(fields.stateStore, stateBucket);
  const backupStore = fields.backupStore.isLeftOut ? undefined : readLocation(fields.backupStore, BACKUPS);
  if (!name || !stateStore) return undefined;
  return { name, stateStore, ...(backupStore && { backupStore }) };
}

interface Wanted {
  readonly what: string;
  readonly example: string;
}

const STATE_STORE: Wanted = {
  what: "kops' state store, as in KOPS_STATE_STORE: s3://bucket, or s3://bucket/prefix",
  example: "'s3://kops-state-example-com', for example",
};

const BACKUPS: Wanted = {
  what: "where etcd's backups are, as in the specification's `backupStore`, without the etcd cluster's name: s3://bucket/prefix",
  example: "'s3://etcd-backups-example-com/k8s.example.com/backups/etcd', for example",
};

function readStateStore(place: Place, stateBucket: StateBucketSettings | undefined): S3Location | undefined {
  if (!place.isLeftOut) return readLocation(place, STATE_STORE);
  if (stateBucket) return { bucket: stateBucket.name, prefix: '' };
  return place.problem(
    `${STATE_STORE.what}; only with \`stateBucket\` it may be left out`,
    STATE_STORE.example,
  );
}

function readLocation(place: Place, { what, example }: Wanted): S3Location | undefined {
  const text = readText(place, { what, example });
  if (text === undefined) return undefined;
  const [, bucket = '', path = ''] = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(text) ?? [];
  const prefix = path.replace(/\/$/, '');
  const isPrefix = prefix === '' || prefix.split('/').every((part) => /^[\w!.*'()-]+$/.test(part));
  if (isBucketName(bucket) && isPrefix) return { bucket, prefix: prefix === '' ? '' : `${prefix}/` };
  return place.problem(what, isBucketName(text) ? `'s3://${text}'` : example);
}
