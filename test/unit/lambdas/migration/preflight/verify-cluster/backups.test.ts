import { amiss, BUCKET, backUp, CLUSTER, edit, findingsOf, type Shop } from './some-cluster.ts';

const PLACE = `${CLUSTER}/backups/etcd`;
const SPEC = 'cluster-completed.spec';

/** In place of the backups that the shop has of `main`. */
const withBackups =
  (...names: readonly string[]) =>
  ({ store }: Shop): void => {
    for (const key of store.objects.keys())
      if (key.startsWith(`${PLACE}/main/2027`)) store.objects.delete(key);
    for (const name of names) backUp(store, 'main', name);
  };

describe('VerifyCluster of etcd’s backups', () => {
  it.each<[string, readonly string[], (shop: Shop) => void]>([
    ['an hour old', [], withBackups('2027-01-04T07:00:00Z-000001')],
    ['older than that', ['warn backup-late main'], withBackups('2027-01-04T06:59:59Z-000001')],
    ['a day old', ['warn backup-late main'], withBackups('2027-01-03T08:00:01Z-000001')],
    [
      'older than a day',
      ['fail backup-old main'],
      withBackups('2027-01-03T07:59:59Z-000001', '2025-12-31T00:00:00Z-000001'),
    ],
    ['not there', ['fail backup-missing main'], withBackups()],
    ['by name no backups', ['fail backup-missing main'], withBackups('latest', '2027-01-04T07:45:00Z')],
  ])('judges those that are %s', async (_what, expected, change) => {
    expect(amiss(await findingsOf(change))).toEqual(expected);
  });

  it.each(['etcd.backup.gz', '_etcd_backup.meta'])(
    'counts no backup of which only %s is there',
    async (part) => {
      const findings = await findingsOf((shop) => {
        withBackups('2027-01-03T20:00:00Z-000001')(shop);
        backUp(shop.store, 'main', '2027-01-04T07:45:00Z-000001', [part]);
      });
      expect(amiss(findings)).toEqual(['warn backup-late main']);
      expect(findings.find(({ code }) => code === 'backup-late')?.seen).toContain('12 h old');
    },
  );

  it('expects them as often as the specification says', async () => {
    const change = (interval: string) => (shop: Shop) => {
      withBackups('2027-01-04T05:00:00Z-000001')(shop);
      edit(shop.store, SPEC, 'backupRetentionDays: 90', `backupInterval: ${interval}`);
    };
    expect(amiss(await findingsOf(change('1h0m0s')))).toEqual([]);
    expect(amiss(await findingsOf(change('30m')))).toEqual(['warn backup-late main']);
    expect(amiss(await findingsOf(change('sometimes')))).toEqual(['warn backup-late main']);
  });

  it('finds the mark of an etcd cluster missing', async () => {
    const change = ({ store }: Shop) =>
      void store.objects.delete(`${PLACE}/events/control/etcd-cluster-created`);
    expect(amiss(await findingsOf(change))).toEqual(['fail etcd-mark-missing events']);
  });

  it.each([
    ['denied', 'backups-denied'],
    ['no-bucket', 'backups-denied'],
    ['too-slow', 'backups-unreadable'],
  ] as const)('says that the store of backups is %s', async (kind, code) => {
    const findings = await findingsOf(
      ({ store }) => void store.unread.set(`${PLACE}/main/`, { kind, why: 'so' }),
    );
    expect(amiss(findings)).toEqual([`fail ${code} main`]);
  });

  it('looks where the specification says, and below the cluster where it says nothing', async () => {
    const leads =
      (to: string) =>
      ({ store }: Shop) =>
        edit(store, SPEC, `s3://${BUCKET}/${PLACE}/main`, to);
    expect(amiss(await findingsOf(leads("''")))).toEqual([]);
    expect(amiss(await findingsOf(leads(`s3://${BUCKET}/${PLACE}/main/`)))).toEqual([]);
    expect(amiss(await findingsOf(leads('s3://elsewhere/main')))).toEqual([
      'fail backup-missing main',
      'fail etcd-mark-missing main',
    ]);
    expect(amiss(await findingsOf(leads('gs://elsewhere/main')))).toEqual(['fail backups-elsewhere main']);
  });

  it('looks in the configured store where the specification says nothing', async () => {
    const settings = { backupStore: { bucket: BUCKET, prefix: 'moved/' } };
    const change = ({ store }: Shop): void => {
      edit(store, SPEC, /backupStore: .*/, "backupStore: ''");
      for (const [key, text] of [...store.objects]) {
        if (!key.startsWith(`${PLACE}/`)) continue;
        store.objects.delete(key);
        store.objects.set(key.replace(PLACE, 'moved'), text);
      }
    };
    expect(amiss(await findingsOf(change, settings))).toEqual([]);
  });
});
