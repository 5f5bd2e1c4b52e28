import type { EtcdVolume } from '../../../../../lambdas/masters/contract/view.ts';
import { placeKept, volumesInDoubt } from '../../../../../lambdas/masters/domain/placing.ts';
import { buildView } from '../../../../../lambdas/masters/domain/view.ts';
import { groupOf, instanceOf } from '../../../../support/masters/masters.ts';
import { groupNameOf, Masters } from '../../../../support/masters/masters-cluster.ts';

const FIVE = ['a1', 'a2', 'b1', 'b2', 'c1'];

/** By group, in short: its volumes, `main-a1`; those that are nobody's by ''. */
async function placed(make: (masters: Masters) => void, kept: readonly string[] = []) {
  const masters = new Masters(FIVE);
  make(masters);
  const view = placeKept(await masters.view(), groupNameOf('a1'), kept);
  const short = (volumes: readonly EtcdVolume[]) => volumes.map(({ id }) => id.slice('vol-'.length)).sort();
  const byGroup = view.groups.map(({ name, volumes }) => [name.split(/[-.]/)[2], short(volumes)] as const);
  return { ...Object.fromEntries(byGroup), '': short(view.otherVolumes) };
}

const own = (name: string) => [`events-${name}`, `main-${name}`];
const WELL = { ...Object.fromEntries(FIVE.map((name) => [name, own(name)])), '': [] };

const bothDead = (masters: Masters) => {
  masters.kill('a1');
  masters.kill('a2');
};

/** `a2` has died, and `a1`'s master goes, or doesn't: its successor has taken the volumes of `a2`. */
function passOn(masters: Masters, lifecycle: string): void {
  masters.kill('a2');
  masters.autoScaling.setLifecycle(groupNameOf('a1'), 'i-a1', lifecycle);
  masters.launch('a1', 'i-new', 'Pending:Wait');
  for (const etcd of ['main', 'events']) {
    masters.instances.attach(`vol-${etcd}-a1`, 'i-a1');
    masters.instances.attach(`vol-${etcd}-a2`, 'i-new');
  }
}

describe('an etcd volume', () => {
  it.each<[string, (masters: Masters) => void, readonly string[], object]>([
    ['is of the group whose master has it', () => {}, [], WELL],
    [
      'is of the group whose master has it, though another had it before',
      (masters) => {
        bothDead(masters);
        masters.instances.attach('vol-main-a2', 'i-a1');
        masters.instances.attach('vol-main-a1', 'i-a2');
      },
      ['vol-main-a1', 'vol-events-a1'],
      { a1: ['events-a1', 'main-a2'], a2: ['events-a2', 'main-a1'] },
    ],
    ['is of the only group of its zone', (masters) => masters.kill('c1'), [], {}],
    ['is of the only group of its zone that lacks one', (masters) => masters.kill('a1'), [], {}],
    [
      'is of the only one that lacks one of its etcd cluster',
      (masters) => {
        masters.kill('a1');
        masters.instances.attach('vol-events-a2', '');
      },
      [],
      { a1: ['main-a1'], a2: ['main-a2'], '': ['events-a1', 'events-a2'] },
    ],
    [
      'is nobody’s while two lack one',
      bothDead,
      [],
      { a1: [], a2: [], '': [...own('a1'), ...own('a2')].sort() },
    ],
    [
      'is of the group that it is kept of, and the other of the other',
      bothDead,
      ['vol-main-a1', 'vol-events-a1'],
      {},
    ],
    [
      'is of the other group once the one that it is kept of has another',
      (masters) => {
        bothDead(masters);
        masters.instances.attach('vol-main-a2', 'i-a1');
      },
      ['vol-main-a1', 'vol-events-a1'],
      { a1: ['events-a1', 'main-a2'], a2: ['events-a2', 'main-a1'] },
    ],
    [
      'is for the other group when its master goes, whose successor has taken those of the other one',
      (masters) => passOn(masters, 'Terminating:Wait'),
      [],
      { a1: own('a2'), a2: own('a1') },
    ],
    [
      'stays that of its group while its master stays',
      (masters) => passOn(masters, 'InService'),
      [],
      { a1: [...own('a1'), ...own('a2')].sort(), a2: [] },
    ],
    [
      'stays that of its group when no other lacks one',
      (masters) => {
        passOn(masters, 'Terminating:Wait');
        for (const etcdCluster of ['main', 'events']) {
          masters.addVolume(`vol-${etcdCluster}-new`, { etcdCluster, member: 'a2', members: FIVE });
          masters.instances.attach(`vol-${etcdCluster}-new`, 'i-newer');
        }
        masters.autoScaling.setLifecycle(groupNameOf('a2'), 'i-newer', 'InService');
      },
      [],
      { a1: [...own('a1'), ...own('a2')].sort(), a2: own('new') },
    ],
    [
      'is nobody’s where no group lacks one',
      (masters) => masters.addVolume('vol-copy', { etcdCluster: 'main', member: 'a1', members: FIVE }),
      ['vol-copy'],
      { '': ['copy'] },
    ],
  ])('%s', async (_what, make, kept, expected) => {
    expect(await placed(make, kept)).toEqual({ ...WELL, ...expected });
  });

  it('that is attached to what Auto Scaling has forgotten is of the group that EC2 has a tag of', () => {
    const [one, two] = ['one', 'two'].map((name) => groupOf(name, {}));
    const volume = {
      id: 'vol-1',
      etcdCluster: 'main',
      member: 'x',
      members: ['x', 'y'],
      zone: 'us-west-1a',
      state: 'in-use',
      attachedTo: 'i-gone',
      attachment: 'busy',
    };
    if (!one || !two) throw new Error('There are two groups.');
    const seen = { at: '2027-03-01T00:00:00Z', groups: [one, two], volumes: [volume] };
    const view = buildView({ ...seen, instances: [instanceOf('i-gone', 'terminated', 'two')] });
    expect(view.groups.map(({ volumes }) => volumes.length)).toEqual([0, 1]);
    const unview = buildView({ ...seen, instances: [instanceOf('i-gone', 'terminated')] });
    expect(unview.otherVolumes).toEqual([volume]);
    expect(volumesInDoubt(unview, 'one')).toEqual([volume]);
    expect(volumesInDoubt(view, 'one')).toEqual([]);
  });

  it('in a zone without a group is nobody’s', async () => {
    const masters = new Masters(FIVE);
    masters.addVolume('vol-far', { etcdCluster: 'main', member: 'd1', members: ['d1'] });
    const view = await masters.view();
    expect(view.otherVolumes.map(({ id }) => id)).toEqual(['vol-far']);
    expect(volumesInDoubt(view, groupNameOf('a1'))).toEqual([]);
  });
});
