import { amiss, CLUSTER, edit, findingsOf, type Shop } from './some-cluster.ts';

const A = 'control-plane-us-west-1a';

describe('what VerifyCluster says to do', () => {
  const toDosOf = async (change: (shop: Shop) => void, code: string) =>
    (await findingsOf(change)).filter((finding) => finding.code === code).map(({ toDo }) => toDo);

  it.each<[string, (shop: Shop) => void]>([
    ['was lost', ({ store }) => void store.objects.delete(`${CLUSTER}/instancegroup/${A}`)],
    [
      'has a misspelt role',
      ({ store }) => edit(store, `instancegroup/${A}`, /role: .*/, 'role: ControlPlain'),
    ],
  ])('says of a master whose instance group %s who is on it, and not to prune it', async (_what, change) => {
    const [lost, ...others] = (await findingsOf(change)).filter(({ subject }) => subject.startsWith(A));
    expect(others).toEqual([]);
    expect(lost).toMatchObject({
      level: 'fail',
      code: 'master-group-lost',
      seen: expect.stringContaining(
        'The specification has main (a) and events (a) in it. vol-main-a (k8s.io/etcd/main=a/a,b,c) is attached to its i-us-west-1a.',
      ),
    });
    expect(lost?.toDo).toMatch(/^Don’t prune\. Make the instance group again/);
  });

  it('applies no specification that another finding calls wrong', async () => {
    const twoZones: typeof findingsOf = (change) =>
      findingsOf((shop) => {
        edit(shop.store, `instancegroup/${A}`, '- us-west-1a', '- us-west-1a\n  - us-west-1b');
        change?.(shop);
      });
    const found = await twoZones();
    expect(amiss(found).filter((each) => each.includes('master-group'))).toEqual([
      `fail master-group-zones ${A}`,
    ]);
    expect(found.find(({ code }) => code === 'master-group-zones')).toMatchObject({
      seen: 'By its subnets it is in us-west-1a and us-west-1b. Its Auto Scaling group is in us-west-1a.',
      toDo: 'Give it one subnet in us-west-1a by `kops edit instancegroup`. Don’t run `kops update cluster --yes` before.',
    });
    const both = await twoZones(({ cluster }) => void Object.assign(cluster.group(A), { max: 2 }));
    expect(both.find(({ code }) => code === 'master-group-size-changed')?.toDo).toMatch(
      /^First correct the specification/,
    );
  });

  it('finds a tag that names other members than the specification', async () => {
    const found = await findingsOf(
      ({ cluster }) =>
        void Object.assign(cluster.volume('main', 'b'), {
          tag: 'k8s.io/etcd/main=b/a,b',
          members: ['a', 'b'],
        }),
    );
    expect(amiss(found)).toEqual(['fail etcd-volume-tag main (b)']);
  });

  it('moves no instance group into a zone that has another member', async () => {
    const to = (zone: string) =>
      toDosOf(({ cluster }) => void Object.assign(cluster.volume('main', 'c'), { zone }), 'etcd-volume-zone');
    expect(await to('us-west-1a')).toEqual([
      expect.stringMatching(/^Don’t move the instance group to us-west-1a/),
    ]);
    expect(await to('us-west-1d')).toEqual(['Give the instance group a subnet in the zone of the volume.']);
  });

  it('takes a member’s traces for a member that runs, and says where they are', async () => {
    const c = / *- encryptedVolume: true\n *instanceGroup: control-plane-us-west-1c\n *name: c\n/;
    const found = await findingsOf(({ store }) => edit(store, 'cluster-completed.spec', c, ''));
    expect(amiss(found)).toEqual(
      expect.arrayContaining([
        'fail master-group-without-member control-plane-us-west-1c',
        'fail etcd-volume-tag main (a)',
        'warn etcd-volume-unexpected vol-main-c',
        'warn etcd-members-even main',
      ]),
    );
    expect(found.find(({ subject }) => subject === 'vol-main-c')).toMatchObject({
      seen: `It is tagged k8s.io/etcd/main=c/a,b,c, and the specification has no such member. It is in us-west-1c, attached to i-us-west-1c of control-plane-us-west-1c.masters.${CLUSTER}.`,
      toDo: expect.stringMatching(/^Leave the tag on/),
    });
    expect(found.find(({ code }) => code === 'etcd-volume-tag')?.toDo).toMatch(/^Ask who took c out of/);
    expect(found.find(({ code }) => code === 'etcd-members-even')?.toDo).toBe('Run 3 masters.');
  });
});
