import { groupNameOf, Masters } from '../../../../support/masters/masters-cluster.ts';
import { inShort, membersAfter, WELL } from './ill-masters.ts';

const SILENT = { a: 'i-a: no answer', b: 'i-b: no answer', c: 'i-c: no answer' };

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
      { etcd: WELL, 'etcd-override-0': { ...WELL, b: 'i-b reports that etcd-override-0 failed' } },
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
        etcd: { ...WELL, b: 'i-b reports that etcd failed' },
        'etcd-override-0': { ...WELL, b: 'i-b reports that etcd failed' },
      },
    ],
    [
      'nobody has a check of the events: what is known is where their volumes are, and whether main is well there',
      ({ answers, instances }) => {
        for (const id of ['i-a', 'i-b', 'i-c']) answers.set(id, { etcd: id !== 'i-c' });
        instances.attach('vol-events-b', 'i-b', 'detaching');
      },
      {
        etcd: { ...WELL, c: 'i-c reports that etcd failed' },
        events: {
          a: '',
          b: 'its volume vol-events-b is detaching at i-b, not attached',
          c: 'i-c reports that etcd failed',
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
      'a volume is not attached',
      ({ instances }) => instances.attach('vol-main-b', ''),
      {
        etcd: { ...WELL, b: 'its volume vol-main-b is not attached (available)' },
        'etcd-override-0': WELL,
      },
    ],
    [
      'a volume is attached to a stranger',
      ({ instances }) => instances.attach('vol-main-b', 'i-x'),
      {
        etcd: { ...WELL, b: 'its volume vol-main-b is attached to i-x, which is not a master' },
        'etcd-override-0': WELL,
      },
    ],
    [
      'one master has the volumes of two members',
      ({ instances }) => instances.attach('vol-main-b', 'i-c'),
      {
        etcd: { a: '', b: 'i-c also has the volume of member c', c: 'i-c also has the volume of member b' },
        'etcd-override-0': WELL,
      },
    ],
    [
      'a member has two volumes',
      (masters) =>
        masters.addVolume('vol-copy', { etcdCluster: 'main', member: 'b', members: ['a', 'b', 'c'] }),
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
        etcd: { ...WELL, b: 'i-b is Terminating:Proceed: it no longer waits in a hook' },
        'etcd-override-0': { ...WELL, b: 'i-b is Terminating:Proceed: it no longer waits in a hook' },
      },
    ],
    [
      'one is about to be, with or without a hook to hold it',
      ({ autoScaling }) => autoScaling.setLifecycle(groupNameOf('b'), 'i-b', 'Terminating'),
      {
        etcd: { ...WELL, b: 'i-b is Terminating: it no longer waits in a hook' },
        'etcd-override-0': { ...WELL, b: 'i-b is Terminating: it no longer waits in a hook' },
      },
    ],
    [
      'one waits in its hook: it serves until it is released',
      ({ autoScaling }) => autoScaling.setLifecycle(groupNameOf('b'), 'i-b', 'Terminating:Wait'),
      { etcd: WELL, 'etcd-override-0': WELL },
    ],
    [
      'a check that nobody knows has failed: the master is not well',
      ({ answers }) => answers.set('i-b', { etcd: true, 'etcd-override-0': true, 'etcd-foo': false }),
      {
        etcd: { ...WELL, b: 'i-b reports that etcd-foo failed, an unknown check' },
        'etcd-override-0': { ...WELL, b: 'i-b reports that etcd-foo failed, an unknown check' },
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
      b: 'there are 2 answers from i-b',
      c: 'i-c was not asked',
    });
  });
});
