import { completeLifecycle } from '../../../../lambdas/complete-lifecycle/complete-lifecycle.ts';
import { passGate } from '../../../../lambdas/judge-quorum/judge-quorum.ts';
import { verifyMaster } from '../../../../lambdas/verify-master/verify-master.ts';
import { replacementOf } from '../../../support/masters.ts';
import { groupNameOf, Masters } from '../../../support/masters-cluster.ts';

const look = async (masters: Masters, passes: number) =>
  await verifyMaster({ ...(await masters.judged('verify')), passes, passedBy: 'i-new' }, masters.world);

async function replaced(lifecycle: string): Promise<Masters> {
  const masters = new Masters();
  await masters.begin();
  masters.kill('a');
  masters.launch('a', 'i-new', lifecycle);
  return masters;
}

describe('VerifyMaster', () => {
  it('verifies what is well twice in a row', async () => {
    const masters = await replaced('InService');
    await expect(look(masters, 0)).resolves.toMatchObject({ outcome: 'again', passes: 1, pauseSeconds: 15 });
    await expect(look(masters, 1)).resolves.toMatchObject({ outcome: 'verified', passes: 2 });
  });

  it('begins anew with a replacement of the replacement', async () => {
    const masters = await replaced('InService');
    const { outcome, ...first } = await look(masters, 0);
    expect(outcome).toBe('again');
    expect(first).toMatchObject({ passes: 1, passedBy: 'i-new' });
    masters.kill('a', 'i-new');
    masters.launch('a', 'i-newer', 'InService');
    const second = { ...(await masters.judged('verify')), ...first };
    await expect(verifyMaster(second, masters.world)).resolves.toMatchObject({
      outcome: 'again',
      passes: 1,
      passedBy: 'i-newer',
    });
  });

  it('begins anew when a load balancer has doubts', async () => {
    const masters = await replaced('InService');
    masters.targets.set('arn:tcp', 'i-new', 'unhealthy');
    await expect(look(masters, 1)).resolves.toMatchObject({ outcome: 'again', passes: 0 });
  });

  it('admits a member that waits in its hook, and keeps the wait of which no event told', async () => {
    const masters = await replaced('Pending:Wait');
    masters.answers.delete('i-new');
    const launchedAt = masters.at();
    masters.now += 60_000;
    await expect(look(masters, 0)).resolves.toMatchObject({ outcome: 'again' });
    expect((await masters.kept()).actions['i-new']).toMatchObject({
      hook: 'shop-masters-launching',
      since: launchedAt,
      lastHeartbeat: launchedAt,
    });
    masters.answers.set('i-new', { etcd: true, 'etcd-override-0': true });
    await expect(look(masters, 0)).resolves.toMatchObject({ outcome: 'admit', pauseSeconds: 1 });
  });

  it('admits it once: one that a hook of others holds then has its time like every other, and is paged', async () => {
    const masters = await replaced('Pending:Wait');
    await expect(look(masters, 0)).resolves.toMatchObject({ outcome: 'admit' });
    await completeLifecycle(await masters.judged('launch'), masters.world);
    await expect(look(masters, 0)).resolves.toMatchObject({
      outcome: 'again',
      pauseSeconds: 15,
      reason: 'Not yet: i-new is Pending:Wait, not InService.',
    });
    masters.now += masters.settings.joinSeconds * 1000;
    await expect(look(masters, 0)).resolves.toMatchObject({
      outcome: 'stop',
      page: { heading: 'ReplacementNeverJoined' },
    });
  });

  it('has the hook of a dead master let go, of whose end Auto Scaling came to know late, once', async () => {
    const masters = await replaced('InService');
    masters.autoScaling.setLifecycle(masters.ref.group, 'i-a', 'Terminating:Wait');
    await expect(look(masters, 1)).resolves.toMatchObject({ outcome: 'admit', passes: 0 });
    const { actions } = await masters.kept();
    const letGo = { 'i-a': { ...actions['i-a'], completed: true } };
    await masters.change({ actions: letGo as typeof actions });
    await expect(look(masters, 1)).resolves.toMatchObject({ outcome: 'verified' });
  });

  it('has a dead master let go from its hook before it is done with one whose volumes another has', async () => {
    const masters = await replaced('Terminating:Wait');
    masters.autoScaling.setLifecycle(masters.ref.group, 'i-a', 'Terminating:Wait');
    await expect(look(masters, 0)).resolves.toMatchObject({ outcome: 'admit' });
  });

  it('is done with a good member while another is down, beside which no gate lets the next one go voluntarily', async () => {
    const masters = await replaced('Pending:Wait');
    masters.kill('b');
    masters.now += masters.settings.joinSeconds * 1000;
    await expect(look(masters, 0)).resolves.toMatchObject({
      outcome: 'admit',
      reason: expect.stringContaining('etcd b: its volume vol-main-b is attached to nothing'),
    });
    await completeLifecycle(await masters.judged('launch'), masters.world);
    masters.autoScaling.setLifecycle(masters.ref.group, 'i-new', 'InService');
    await expect(look(masters, 1)).resolves.toMatchObject({ outcome: 'verified' });
    const next = await masters.judged('gate');
    const replacement = { ...next.replacement, id: 'i-c', instance: 'i-c', group: groupNameOf('c') };
    const holder = { executionArn: next.run.arn, replacement: 'i-c', since: masters.at(), reason: 'roll' };
    await masters.store.putReplacement(
      undefined,
      replacementOf('i-c', {
        ...replacement,
        request: 'voluntary',
        since: masters.at(),
        statusAt: masters.at(),
      }),
    );
    await masters.store.putLease(await masters.store.lease(), { fencing: 1, holder, recovering: [] });
    const ask = async () => await passGate({ ...(await masters.judged()), replacement }, masters.world);
    await expect(ask()).resolves.toMatchObject({ outcome: 'wait' });
    masters.now += 45_000;
    await expect(ask()).resolves.toMatchObject({ outcome: 'stop', page: { heading: 'QuorumAtRisk' } });
    masters.launch('b', 'i-b2');
    await expect(ask()).resolves.toMatchObject({ outcome: 'proceed' });
  });

  it.each(['Terminating', 'Terminating:Wait', 'Terminating:Proceed'])(
    'is done with a replacement that is %s itself: that one is replaced in turn',
    async (lifecycle) => {
      const masters = await replaced(lifecycle);
      await expect(look(masters, 0)).resolves.toMatchObject({ outcome: 'verified' });
    },
  );

  it('pages what never joins', async () => {
    const masters = await replaced('InService');
    masters.answers.delete('i-new');
    await look(masters, 0);
    masters.now += masters.settings.joinSeconds * 1000;
    await expect(look(masters, 0)).resolves.toMatchObject({
      outcome: 'stop',
      page: { heading: 'ReplacementNeverJoined' },
    });
  });

  it('names a view that the replacement is not of', async () => {
    const masters = await replaced('InService');
    const payload = { ...(await masters.judged('verify')), passes: 0, passedBy: '' };
    const none = { ...payload, view: { ...payload.view, groups: [] } };
    await expect(verifyMaster(none, masters.world)).rejects.toThrow(/view\.groups/);
  });

  it('says nothing once the lease is lost', async () => {
    const masters = new Masters();
    await masters.begin({}, { fencing: 2 });
    await expect(look(masters, 1)).rejects.toThrow(expect.objectContaining({ name: 'LeaseLost' }));
  });

  describe('on a volume that took the place of a lost one', () => {
    /** `i-new` has it, and its API server says that etcd fails, until etcd-manager has filled it. */
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

    it('is not taken for filled where no API server speaks of its etcd cluster', async () => {
      const masters = await emptied('1.36', 'cilium');
      await expect(look(masters, 1)).resolves.toMatchObject({
        outcome: 'again',
        reason: expect.stringContaining('no API server tells whether vol-cilium-a is filled'),
      });
    });

    it('is paged for what else is not well', async () => {
      const masters = await emptied('1.36');
      masters.answers.set('i-new', { etcd: true, 'etcd-override-0': true });
      masters.targets.set('arn:tcp', 'i-new', 'initial');
      masters.now += 2700_000;
      const page = { heading: 'ReplacementNeverJoined' };
      await expect(look(masters, 0)).resolves.toMatchObject({ outcome: 'stop', page });
    });
  });

  describe('in a zone that two groups share', () => {
    /** Both have died, and the first one's replacement has taken what was the second one's. */
    async function swapped(): Promise<Masters> {
      const masters = new Masters(['a1', 'a2', 'b1', 'b2', 'c1']);
      const own = ['vol-main-a1', 'vol-events-a1'];
      await masters.begin({ volumes: { own, all: [...masters.instances.volumes.keys()] } });
      masters.kill('a1');
      masters.kill('a2');
      masters.launch('a1', 'i-new');
      for (const etcd of ['main', 'events']) {
        masters.instances.attach(`vol-${etcd}-a1`, '');
        masters.instances.attach(`vol-${etcd}-a2`, 'i-new');
      }
      return masters;
    }

    it('verifies the member that it is now, while its former one waits for the other group', async () => {
      const masters = await swapped();
      await expect(look(masters, 1)).resolves.toMatchObject({
        outcome: 'verified',
        reason: expect.stringContaining('etcd a1: its volume vol-main-a1 is attached to nothing'),
      });
      masters.launch('a2', 'i-newer');
      for (const etcd of ['main', 'events']) {
        masters.instances.attach(`vol-${etcd}-a1`, 'i-newer');
        masters.instances.attach(`vol-${etcd}-a2`, 'i-new');
      }
      const { reason, outcome } = await look(masters, 1);
      expect(outcome).toBe('verified');
      expect(reason).toMatch(/all members are healthy/);
    });

    it('verifies none while nobody can tell which volume is its', async () => {
      const masters = await swapped();
      masters.instances.attach('vol-events-a2', '');
      await masters.change({ volumes: { own: [], all: [...masters.instances.volumes.keys()] } });
      const { outcome, reason } = await look(masters, 1);
      expect(outcome).toBe('again');
      expect(reason).toContain('nobody can tell whether vol-events-a1 is that of control-plane-a1');
    });

    it('is a member of each etcd cluster by the volume that it has of that one', async () => {
      const masters = await swapped();
      masters.instances.attach('vol-events-a2', '');
      masters.instances.attach('vol-events-a1', 'i-new');
      await expect(look(masters, 1)).resolves.toMatchObject({ outcome: 'verified' });
    });

    it('gives its lease up to the master that has its volumes and goes, which the gate then lets go', async () => {
      const masters = new Masters(['a1', 'a2', 'b1', 'b2', 'c1']);
      await masters.begin({ request: 'voluntary' });
      masters.kill('a1');
      masters.launch('a1', 'i-new', 'Pending:Wait');
      masters.launch('a2', 'i-newer', 'Pending:Wait');
      masters.autoScaling.setLifecycle(groupNameOf('a2'), 'i-a2', 'Terminating:Wait');
      for (const etcd of ['main', 'events']) {
        masters.instances.attach(`vol-${etcd}-a1`, 'i-newer');
        masters.instances.attach(`vol-${etcd}-a2`, 'i-a2');
      }
      masters.answers.delete('i-new');
      const { outcome, reason } = await look(masters, 0);
      expect(outcome).toBe('again');
      expect(reason).toContain('vol-main-a2 is not attached to i-new but to i-a2');
      const { value: lease } = await masters.store.lease();
      expect(lease).toMatchObject({ recovering: [{ replacement: 'i-a1', waitsFor: 'i-a2' }] });
      expect(lease.holder).toBeUndefined();
      // It goes on, without the lease.
      await expect(look(masters, 0)).resolves.toMatchObject({ outcome: 'again' });
      expect((await masters.store.lease()).value).toEqual(lease);

      const run = { ...masters.run, arn: `${masters.run.arn}-other` };
      const replacement = { id: 'i-a2', group: groupNameOf('a2'), instance: 'i-a2', attempt: 1 };
      const holder = { executionArn: run.arn, replacement: 'i-a2', since: masters.at(), reason: 'test' };
      await masters.store.putReplacement(undefined, {
        ...replacementOf('i-a2', replacement),
        since: masters.at(),
        statusAt: masters.at(),
      });
      await masters.store.putLease(await masters.store.lease(), { ...lease, fencing: 2, holder });
      const judged = { ...(await masters.judged()), run, replacement, fencing: 2 };
      await expect(passGate(judged, masters.world)).resolves.toMatchObject({ outcome: 'proceed' });
    });
  });
});
