import type {
  EtcdVolume,
  MasterHealth,
  MastersView,
} from '../../../../../../lambdas/shared/contract/masters/view.ts';
import { etcdClustersOf, nameOf } from '../../../../../../lambdas/shared/domain/masters/members.ts';
import { buildView } from '../../../../../../lambdas/shared/domain/masters/view.ts';
import { groupOf, instanceOf } from '../../../../../support/masters.ts';
import { groupNameOf, Masters } from '../../../../../support/masters-cluster.ts';

/** What is known after `make` made something ill: by check, or etcd cluster without one of its own, the members with why they are unhealthy, '' when they aren't. */
async function membersAfter(
  make: (masters: Masters) => void,
): Promise<Record<string, Record<string, string>>> {
  const masters = new Masters();
  make(masters);
  return inShort(await masters.view(), masters.health());
}

function inShort(view: MastersView, health: readonly MasterHealth[]) {
  const entries = etcdClustersOf(view, health).map((cluster) => [
    nameOf(cluster),
    Object.fromEntries(cluster.members.map(({ name, healthy, reason }) => [name, healthy ? '' : reason])),
  ]);
  return Object.fromEntries(entries);
}

const WELL = { a: '', b: '', c: '' };
const SILENT = { a: 'i-a: no answer', b: 'i-b: no answer', c: 'i-c: no answer' };
const detaching = (etcdCluster: string) =>
  `its volume vol-${etcdCluster}-b is detaching at i-b, not attached`;
const all = <T>(reason: T) => ({ a: reason, b: reason, c: reason });
/** Each has one of two overrides. */
const LACKING = {
  a: 'i-a has no check etcd-override-1, which other masters have',
  b: 'i-b has no check etcd-override-0, which other masters have',
  c: 'i-c has no check etcd-override-1, which other masters have',
};
const volumeOf = (member: string, etcdCluster = 'main', members = ['a', 'b', 'c']) => ({
  etcdCluster,
  member,
  members,
});

describe('the members of the etcd clusters', () => {
  it('are healthy by the word of their own masters', async () => {
    expect(await membersAfter(() => {})).toEqual({ etcd: WELL, 'etcd-override-0': WELL });
  });

  it.each<[string, (masters: Masters) => void, Record<string, Record<string, string>>]>([
    [
      'a master is silent',
      ({ answers }) => answers.delete('i-b'),
      { etcd: { ...WELL, b: 'i-b: no answer' }, 'etcd-override-0': { ...WELL, b: 'i-b: no answer' } },
    ],
    [
      'one says that its events fail',
      ({ answers }) => answers.set('i-b', { etcd: true, 'etcd-override-0': false }),
      { etcd: WELL, 'etcd-override-0': { ...WELL, b: 'i-b says that etcd-override-0 failed' } },
    ],
    [
      'one has no check of any override: it is of a Kubernetes before 1.33, in the middle of an upgrade',
      ({ answers }) => answers.set('i-b', { etcd: true }),
      { etcd: WELL, 'etcd-override-0': WELL },
    ],
    [
      'such a one says that its etcd fails',
      ({ answers }) => answers.set('i-b', { etcd: false }),
      {
        etcd: { ...WELL, b: 'i-b says that etcd failed' },
        'etcd-override-0': { ...WELL, b: 'i-b says that etcd failed' },
      },
    ],
    [
      'one speaks of another override only',
      (masters) => {
        masters.addEtcd('leases');
        masters.answers.set('i-b', { etcd: true, 'etcd-override-1': true });
      },
      {
        etcd: WELL,
        events: LACKING,
        leases: LACKING,
      },
    ],
    [
      'nobody has a check of the events: what is known is where their volumes are, and whether main is well there',
      ({ answers, instances }) => {
        for (const id of ['i-a', 'i-b', 'i-c']) answers.set(id, { etcd: id !== 'i-c' });
        instances.attach('vol-events-b', 'i-b', 'detaching');
      },
      {
        etcd: { ...WELL, c: 'i-c says that etcd failed' },
        events: {
          a: '',
          b: 'its volume vol-events-b is detaching at i-b, not attached',
          c: 'i-c says that etcd failed',
        },
      },
    ],
    ['nobody says anything', ({ answers }) => answers.clear(), { etcd: SILENT, events: SILENT }],
    [
      'a volume is being detached',
      ({ instances }) => instances.attach('vol-main-b', 'i-b', 'detaching'),
      {
        etcd: { ...WELL, b: 'its volume vol-main-b is detaching at i-b, not attached' },
        'etcd-override-0': WELL,
      },
    ],
    [
      'a volume is attached to nothing',
      ({ instances }) => instances.attach('vol-main-b', ''),
      {
        etcd: { ...WELL, b: 'its volume vol-main-b is attached to nothing (available)' },
        'etcd-override-0': WELL,
      },
    ],
    [
      'a volume is attached to a stranger',
      ({ instances }) => instances.attach('vol-main-b', 'i-x'),
      {
        etcd: { ...WELL, b: 'its volume vol-main-b is attached to i-x, which is no master' },
        'etcd-override-0': WELL,
      },
    ],
    [
      'one master has the volumes of two members',
      ({ instances }) => instances.attach('vol-main-b', 'i-c'),
      {
        etcd: { a: '', b: 'i-c has the volume of member c too', c: 'i-c has the volume of member b too' },
        'etcd-override-0': WELL,
      },
    ],
    [
      'a member has two volumes',
      (masters) => masters.addVolume('vol-copy', volumeOf('b')),
      {
        etcd: { ...WELL, b: 'vol-main-b and vol-copy are both tagged as this member' },
        'etcd-override-0': WELL,
      },
    ],
    [
      'a member has none',
      ({ instances }) => instances.volumes.delete('vol-main-b'),
      {
        etcd: { ...WELL, b: 'no volume is tagged as this member' },
        'etcd-override-0': WELL,
      },
    ],
    [
      'a master is stopped',
      ({ instances }) => instances.setState('i-b', 'stopping'),
      {
        etcd: { ...WELL, b: 'i-b does not run: EC2 says "stopping"' },
        'etcd-override-0': { ...WELL, b: 'i-b does not run: EC2 says "stopping"' },
      },
    ],
    [
      'a master that still runs and answers is taken down by Auto Scaling',
      ({ autoScaling }) => autoScaling.setLifecycle(groupNameOf('b'), 'i-b', 'Terminating:Proceed'),
      {
        etcd: { ...WELL, b: 'i-b is Terminating:Proceed: nothing holds it any more' },
        'etcd-override-0': { ...WELL, b: 'i-b is Terminating:Proceed: nothing holds it any more' },
      },
    ],
    [
      'one is about to be, with or without a hook to hold it',
      ({ autoScaling }) => autoScaling.setLifecycle(groupNameOf('b'), 'i-b', 'Terminating'),
      {
        etcd: { ...WELL, b: 'i-b is Terminating: nothing holds it any more' },
        'etcd-override-0': { ...WELL, b: 'i-b is Terminating: nothing holds it any more' },
      },
    ],
    [
      'one waits in its hook: it serves until it is let go',
      ({ autoScaling }) => autoScaling.setLifecycle(groupNameOf('b'), 'i-b', 'Terminating:Wait'),
      { etcd: WELL, 'etcd-override-0': WELL },
    ],
    [
      'the events are ill beside cilium, of which no API server speaks: the first override is the events',
      (masters) => {
        masters.addEtcd('cilium');
        masters.instances.attach('vol-events-b', 'i-b', 'detaching');
      },
      { etcd: WELL, 'etcd-override-0': { ...WELL, b: detaching('events') }, cilium: WELL },
    ],
    [
      'cilium is ill beside the events: its volumes are all that is known of it',
      (masters) => {
        masters.addEtcd('cilium');
        masters.instances.attach('vol-cilium-b', 'i-b', 'detaching');
      },
      { etcd: WELL, 'etcd-override-0': WELL, cilium: { ...WELL, b: detaching('cilium') } },
    ],
    [
      'cilium has more members than the events, of which one has no volume: it is not taken for an override',
      (masters) => {
        for (const name of ['a', 'b', 'c', 'd'])
          masters.addVolume(`vol-cilium-${name}`, volumeOf(name, 'cilium', ['a', 'b', 'c', 'd']));
      },
      {
        etcd: WELL,
        'etcd-override-0': WELL,
        cilium: {
          a: 'its volume vol-cilium-a is attached to nothing (available)',
          b: 'its volume vol-cilium-b is attached to nothing (available)',
          c: 'its volume vol-cilium-c is attached to nothing (available)',
          d: 'its volume vol-cilium-d is attached to nothing (available)',
        },
      },
    ],
    [
      'one of two overrides is ill: whether the spec has the events first or the leases, no volume tells',
      (masters) => {
        masters.addEtcd('leases');
        for (const id of ['i-a', 'i-b', 'i-c'])
          masters.answers.set(id, { etcd: true, 'etcd-override-0': true, 'etcd-override-1': id !== 'i-c' });
        masters.instances.attach('vol-events-b', 'i-b', 'detaching');
      },
      {
        etcd: WELL,
        events: { a: '', b: detaching('events'), c: 'i-c says that etcd-override-1 failed' },
        leases: { ...WELL, c: 'i-c says that etcd-override-1 failed' },
      },
    ],
    [
      'there is an override more than etcd clusters that could be one: nobody knows which it is',
      ({ answers }) => answers.set('i-b', { etcd: true, 'etcd-override-0': true, 'etcd-override-1': true }),
      {
        etcd: WELL,
        'etcd-override-0': WELL,
        'etcd-override-1': all(
          'nobody can tell of which etcd cluster etcd-override-1 is: kops overrides events and leases, and volumes are tagged as events',
        ),
      },
    ],
    [
      'the leases are tagged and the events are not: which the first override is can be either',
      (masters) => {
        masters.addEtcd('leases');
        for (const name of ['a', 'b', 'c']) masters.instances.volumes.delete(`vol-events-${name}`);
      },
      {
        etcd: WELL,
        'etcd-override-0': all(
          'nobody can tell of which etcd cluster etcd-override-0 is: kops overrides events and leases, and volumes are tagged as leases',
        ),
        leases: WELL,
      },
    ],
    [
      'only main is tagged: nobody knows what the override is',
      ({ instances }) => {
        for (const name of ['a', 'b', 'c']) instances.volumes.delete(`vol-events-${name}`);
      },
      {
        etcd: WELL,
        'etcd-override-0': all(
          'nobody can tell of which etcd cluster etcd-override-0 is: kops overrides events and leases, and volumes are tagged as none of them',
        ),
      },
    ],
    [
      'a check that nobody knows has failed: the master is not well',
      ({ answers }) => answers.set('i-b', { etcd: true, 'etcd-override-0': true, 'etcd-foo': false }),
      {
        etcd: { ...WELL, b: 'i-b says that etcd-foo failed, whatever that is' },
        'etcd-override-0': { ...WELL, b: 'i-b says that etcd-foo failed, whatever that is' },
      },
    ],
    [
      'no volume is tagged',
      ({ instances }) => instances.volumes.clear(),
      { etcd: {}, 'etcd-override-0': {} },
    ],
  ])('when %s', async (_what, make, expected) => {
    expect(await membersAfter(make)).toEqual(expected);
  });

  it('are not known from a master that was not asked, or that there are two answers of', async () => {
    const masters = new Masters();
    const [a, b] = masters.health();
    if (!a || !b) throw new Error('Two masters answer.');
    expect(inShort(await masters.view(), [a, b, b]).etcd).toEqual({
      a: '',
      b: 'there are 2 answers of i-b',
      c: 'i-c was not asked',
    });
  });
});

describe('the view of the masters', () => {
  const a = groupOf('control-plane-us-west-1a', {});
  const volume: EtcdVolume = {
    id: 'vol-1',
    etcdCluster: 'main',
    member: 'a',
    members: ['a'],
    zone: 'us-west-1a',
    state: 'available',
    attachedTo: '',
    attachment: '',
  };

  it('lists the victim that Auto Scaling forgot, and a group that is gone', () => {
    const known = [instanceOf('i-a', 'terminated')];
    const seen = { at: '2027-03-01T00:00:00Z', groups: [a], instances: known, volumes: [volume] };
    expect(buildView(seen, { group: a.name, instance: 'i-a' }).groups).toMatchObject([
      { instances: [{ id: 'i-a', lifecycle: '', state: 'terminated' }], volumes: [{ id: 'vol-1' }] },
    ]);
    expect(buildView({ ...seen, groups: [] }, { group: 'gone', instance: 'i-a' }).groups).toMatchObject([
      { name: 'gone', desired: 0, instances: [{ id: 'i-a', state: 'terminated' }] },
    ]);
    expect(buildView(seen, { group: a.name, instance: '' }).groups[0]?.instances).toEqual([]);
    expect(buildView(seen).groups).toHaveLength(1);
  });
});
