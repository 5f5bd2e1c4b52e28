import { Masters } from '../../../../../support/masters/masters-cluster.ts';
import { look } from './look.ts';

describe('VerifyMaster, on a volume that took the place of a lost one', () => {
  /** `i-new` has it, and its API server reports that etcd fails, until etcd-manager has filled it. */
  async function emptied(kopsVersion: string | undefined, etcd = 'main', names = ['a', 'b', 'c']) {
    const masters = new Masters(names, kopsVersion === undefined ? {} : { kopsVersion });
    masters.addEtcd('cilium');
    const all = [...masters.instances.volumes.keys()];
    await masters.begin({ volumes: { own: all.filter((id) => id.endsWith('-a')), all } });
    masters.kill('a');
    masters.instances.volumes.delete(`vol-${etcd}-a`);
    masters.addVolume(`vol-${etcd}-a`, { etcdCluster: etcd, member: 'a', members: names });
    masters.launch('a', 'i-new');
    masters.instances.attach('vol-cilium-a', 'i-new');
    await masters.change({ volumes: { own: all, all: all.filter((id) => id !== `vol-${etcd}-a`) } });
    masters.answers.set('i-new', { etcd: etcd !== 'main', 'etcd-override-0': true });
    await look(masters, 0);
    return masters;
  }

  it('waits for etcd-manager of kops 1.36, in a time of its own, and verifies the member', async () => {
    for (const version of ['1.36', '1.37', '1.100']) {
      const masters = await emptied(version);
      masters.now += 2699_000;
      await expect(look(masters, 0)).resolves.toMatchObject({
        outcome: 'again',
        reason: expect.stringContaining('vol-main-a (main) was not there before: it may be empty'),
      });
      masters.answers.set('i-new', { etcd: true, 'etcd-override-0': true });
      await expect(look(masters, 1)).resolves.toMatchObject({ outcome: 'verified' });
    }
  });

  it('is paged as VolumeMissing when that is over', async () => {
    const masters = await emptied('1.36');
    masters.now += 2700_000;
    const page = { heading: 'VolumeMissing' };
    await expect(look(masters, 0)).resolves.toMatchObject({ outcome: 'stop', page });
  });

  it.each<[string, string | undefined, (masters: Masters) => void, string[]]>([
    ['kops is older', '1.35', () => {}, ['a', 'b', 'c']],
    ['kops is of an unknown version', undefined, () => {}, ['a', 'b', 'c']],
    ['another member is not healthy', '1.36', ({ answers }) => answers.delete('i-b'), ['a', 'b', 'c']],
    ['there are too few members', '1.36', () => {}, ['a', 'b']],
  ])('is paged without waiting for etcd-manager where %s', async (_what, version, make, names) => {
    const masters = await emptied(version, 'main', names);
    make(masters);
    masters.now += 900_000;
    const { outcome, page } = await look(masters, 0);
    expect(outcome).toBe('stop');
    expect(['VolumeMissing', 'QuorumLost']).toContain(page?.heading);
  });

  it('is not taken for filled where no API server reports its etcd cluster', async () => {
    const masters = await emptied('1.36', 'cilium');
    await expect(look(masters, 1)).resolves.toMatchObject({
      outcome: 'again',
      reason: expect.stringContaining('no API server reports whether vol-cilium-a is filled'),
    });
  });

  it('is paged for whatever else is unhealthy', async () => {
    const masters = await emptied('1.36');
    masters.answers.set('i-new', { etcd: true, 'etcd-override-0': true });
    masters.targets.set('arn:tcp', 'i-new', 'initial');
    masters.now += 2700_000;
    const page = { heading: 'ReplacementNeverJoined' };
    await expect(look(masters, 0)).resolves.toMatchObject({ outcome: 'stop', page });
  });
});
