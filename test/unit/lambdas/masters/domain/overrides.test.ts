import type { Masters } from '../../../../support/masters/masters-cluster.ts';
import { detaching, membersAfter, WELL } from './ill-masters.ts';

const all = <T>(reason: T) => ({ a: reason, b: reason, c: reason });
const FOUR = ['a', 'b', 'c', 'd'];
/** Each has one of two overrides. */
const LACKING = {
  a: 'i-a has no check etcd-override-1, which other masters have',
  b: 'i-b has no check etcd-override-0, which other masters have',
  c: 'i-c has no check etcd-override-1, which other masters have',
};

describe('the members of the etcd clusters that are overridden, or of which no API server speaks', () => {
  it.each<[string, (masters: Masters) => void, Record<string, Record<string, string>>]>([
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
        for (const name of FOUR)
          masters.addVolume(`vol-cilium-${name}`, { etcdCluster: 'cilium', member: name, members: FOUR });
      },
      {
        etcd: WELL,
        'etcd-override-0': WELL,
        cilium: {
          a: 'its volume vol-cilium-a is not attached (available)',
          b: 'its volume vol-cilium-b is not attached (available)',
          c: 'its volume vol-cilium-c is not attached (available)',
          d: 'its volume vol-cilium-d is not attached (available)',
        },
      },
    ],
    [
      'one of two overrides is unhealthy: no volume shows whether the spec has the events or the leases first',
      (masters) => {
        masters.addEtcd('leases');
        for (const id of ['i-a', 'i-b', 'i-c'])
          masters.answers.set(id, { etcd: true, 'etcd-override-0': true, 'etcd-override-1': id !== 'i-c' });
        masters.instances.attach('vol-events-b', 'i-b', 'detaching');
      },
      {
        etcd: WELL,
        events: { a: '', b: detaching('events'), c: 'i-c reports that etcd-override-1 failed' },
        leases: { ...WELL, c: 'i-c reports that etcd-override-1 failed' },
      },
    ],
    [
      'there is an override more than etcd clusters that could be one: nobody knows which it is',
      ({ answers }) => answers.set('i-b', { etcd: true, 'etcd-override-0': true, 'etcd-override-1': true }),
      {
        etcd: WELL,
        'etcd-override-0': WELL,
        'etcd-override-1': all(
          'it is unknown which etcd cluster etcd-override-1 belongs to: kops overrides events and leases, and volumes are tagged as events',
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
          'it is unknown which etcd cluster etcd-override-0 belongs to: kops overrides events and leases, and volumes are tagged as leases',
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
          'it is unknown which etcd cluster etcd-override-0 belongs to: kops overrides events and leases, and volumes are tagged as none of them',
        ),
      },
    ],
  ])('when %s', async (_what, make, expected) => {
    expect(await membersAfter(make)).toEqual(expected);
  });
});
