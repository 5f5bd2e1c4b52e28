import { backupsIn, bucketsOf, withBackups } from '../../../../../rehearsal/scenes/migration/buckets.ts';
import type { Json } from '../../../../../rehearsal/snapshot/json.ts';
import { Snapshot } from '../../../../../rehearsal/snapshot/snapshot.ts';
import { HOME, shopSettings } from '../../../../support/shop.ts';
import { shopSnapshot } from '../../../../support/shop-snapshot.ts';

const OTHER = '444455556666';
const snapshotOf = (
  files: Readonly<Record<string, Json>>,
  objects: ReadonlyMap<string, string> = new Map(),
) => new Snapshot('somewhere', new Map(Object.entries(files)), objects);

describe('The buckets of a snapshot', () => {
  it('are the shop’s one, with its settings and all its objects', () => {
    const snapshot = shopSnapshot();
    const [state, ...others] = bucketsOf(snapshot, HOME);
    expect(others).toEqual([]);
    expect(state).toMatchObject({ name: 'kops-state-shop', account: HOME.account, region: 'us-west-1' });
    expect(state?.settings).toMatchObject({
      publicAccess: { PublicAccessBlockConfiguration: { BlockPublicAcls: true } },
      ownership: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
      versioning: undefined,
      policy: undefined,
      lifecycle: undefined,
    });
    expect(state?.objects.size).toBe(snapshot.objects.size);
    expect(state?.objects.get('k8s.shop.test/kops-version.txt')).toBe('1.36.1');
  });

  it('are there if they are empty, of the account in whose folder they are, and where they are', () => {
    const files = { [`${OTHER}/s3api/get-bucket-location/theirs.json`]: { LocationConstraint: 'eu-west-1' } };
    const objects = new Map([['ours/a/b', 'text']]);
    expect(bucketsOf(snapshotOf(files, objects), HOME)).toMatchObject([
      { name: 'theirs', account: OTHER, region: 'eu-west-1', objects: new Map() },
      { name: 'ours', account: HOME.account, region: 'us-west-1', objects: new Map([['a/b', 'text']]) },
    ]);
  });

  it('belong to one account', () => {
    const files = {
      [`${OTHER}/s3api/get-bucket-location/state.json`]: { LocationConstraint: 'eu-west-1' },
      [`${HOME.account}/s3api/get-bucket-versioning/state.json`]: { Status: 'Enabled' },
    };
    expect(() => bucketsOf(snapshotOf(files), HOME)).toThrow(
      `${OTHER} and ${HOME.account} have files of the bucket state`,
    );
  });

  it('have backups of etcd of the last quarter of an hour, if they are there', () => {
    const now = Date.UTC(2027, 0, 4, 8, 14);
    const place = backupsIn(shopSettings(), shopSnapshot().objects);
    expect(place?.etcdClusters.toSorted()).toEqual(['events', 'main']);
    const [state] = withBackups(bucketsOf(shopSnapshot(), HOME), place, now);
    const folder = 'k8s.shop.test/backups/etcd/main/2027-01-04T08:00:00Z-000001';
    expect([...(state?.objects.keys() ?? [])]).toEqual(
      expect.arrayContaining([`${folder}/etcd.backup.gz`, `${folder}/_etcd_backup.meta`]),
    );
    expect(withBackups([], place, now)).toEqual([]);
  });
});
