import { waitForVolumes } from '../../../../../../lambdas/masters/replace-master/wait-for-volumes/wait-for-volumes.ts';
import { Masters } from '../../../../../support/masters/masters-cluster.ts';

const look = (masters: Masters) => waitForVolumes(masters.payload('volumes'), masters.world);

const LOST = ['vol-lost', 'vol-events-a'];

/** `i-a` has terminated, and EC2 still has its main volume attached. */
function stuck(masters: Masters): void {
  masters.kill('a');
  masters.instances.attach('vol-main-a', 'i-a', 'busy');
}

describe('WaitForVolumes', () => {
  it('finds them free, and keeps when', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.kill('a');
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'free', pauseSeconds: 1 });
    const at = masters.at();
    expect((await masters.kept()).marks).toEqual({ leaving: at, terminated: at, volumesFree: at });
  });

  it('calls no volume stuck that the next leaving master has: its own replacement waits for that', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.kill('a');
    masters.launch('a', 'i-next', 'Terminating:Wait');
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'free' });
    masters.instances.attach('vol-main-a', 'i-a', 'busy');
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'pending' });
  });

  it('does not wait for a volume that the next leaving master has, but for the others', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.kill('a');
    masters.launch('a', 'i-next', 'Terminating:Wait');
    masters.launch('a', 'i-last', 'Pending:Wait');
    masters.instances.attach('vol-main-a', 'i-next');
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'free' });
    masters.instances.attach('vol-events-a', '');
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'free' });
    masters.instances.attach('vol-events-a', 'i-a', 'busy');
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'pending' });
  });

  it('releases a master that died in its hook', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.hold();
    masters.instances.setState('i-a', 'terminated');
    await look(masters);
    expect(masters.autoScaling.calls).toEqual(['complete i-a']);
    await look(masters);
    expect(masters.autoScaling.calls).toEqual(['complete i-a']);
  });

  it('releases no master that runs in its hook', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.hold();
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'running' });
    expect(masters.autoScaling.calls).toEqual([]);
  });

  it('leaves it to the lease and the gate when a master that had stopped runs again', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.instances.setState('i-a', 'stopped');
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'pending' });
    masters.now += 900_000;
    masters.instances.setState('i-a', 'running');
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'running', pauseSeconds: 1 });
    // When it goes at last, its volumes have all of their time.
    expect((await masters.kept()).marks).toEqual({});
  });

  it('waits for one that was released from our hook, and waits in a hook of others', async () => {
    const masters = new Masters();
    const at = masters.at();
    const action = { hook: 'h', transition: 'terminating', since: at, lastHeartbeat: at } as const;
    await masters.begin({ actions: { 'i-a': { ...action, completed: true } } });
    masters.hold();
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'pending', pauseSeconds: 15 });
  });

  it('counts its time from termination, and before it gives another heartbeat', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.instances.setState('i-a', 'shutting-down');
    await look(masters);
    masters.now += 899_000;
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'pending' });
    stuck(masters);
    await look(masters);
    masters.now += 599_000;
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'pending' });
    masters.now += 1_000;
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'stop', page: { heading: 'VolumeStuck' } });
    expect(masters.instances.detached).toEqual([]);
  });

  it('pages a master that does not terminate', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.instances.setState('i-a', 'shutting-down');
    await look(masters);
    masters.now += 900_000;
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'stop', page: { heading: 'VolumeStuck' } });
  });

  it("detaches by force after a person's yes, once", async () => {
    const masters = new Masters();
    const mayDetach = { decidedBy: 'arn:decide', reason: 'the host is gone', at: masters.at() };
    await masters.begin({ mayDetach });
    stuck(masters);
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'pending' });
    expect(masters.instances.detached).toEqual(['vol-main-a']);
    expect((await masters.kept()).mayDetach).toBeUndefined();
    stuck(masters);
    await look(masters);
    expect(masters.instances.detached).toEqual(['vol-main-a']);
    masters.instances.attach('vol-main-a', '');
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'free' });
  });

  it('does not detach from what runs, whoever said yes, and keeps the yes', async () => {
    const masters = new Masters();
    await masters.begin({ mayDetach: { decidedBy: 'arn:decide', reason: 'x', at: masters.at() } });
    for (const state of ['running', 'shutting-down', 'stopping', 'stopped']) {
      masters.instances.setState('i-a', state);
      await look(masters);
    }
    expect(masters.instances.detached).toEqual([]);
    expect((await masters.kept()).mayDetach).toBeDefined();
  });

  it('pages a volume that another one stands for, and takes it as it is after that', async () => {
    const masters = new Masters();
    await masters.begin({ volumes: { own: LOST, all: LOST } });
    masters.kill('a');
    await look(masters);
    masters.now += 600_000;
    const { page } = await look(masters);
    expect(page).toMatchObject({ heading: 'VolumeMissing' });
    expect(page?.reason).toMatch('vol-lost is gone; vol-main-a (main) was not there before: it may be empty');
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'free' });
  });

  it('continues with a volume that etcd-manager fills, only from kops 1.36 on', async () => {
    for (const kopsVersion of ['1.36', '1.35']) {
      const masters = new Masters(['a', 'b', 'c'], { kopsVersion });
      await masters.begin({ volumes: { own: LOST, all: LOST } });
      masters.kill('a');
      const { outcome, reason } = await look(masters);
      expect(outcome).toBe(kopsVersion === '1.36' ? 'free' : 'pending');
      expect(reason).toContain('vol-main-a (main) was not there before: it may be empty');
    }
  });

  it('keeps the volumes of a master that was dead before the gate looked at it, once none is missing', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.kill('a');
    const main = masters.instances.volumes.get('vol-main-a');
    masters.instances.volumes.delete('vol-main-a');
    await look(masters);
    expect((await masters.kept()).volumes).toBeUndefined();
    if (main) masters.instances.volumes.set('vol-main-a', main);
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'free' });
    expect((await masters.kept()).volumes?.own.toSorted()).toEqual(['vol-events-a', 'vol-main-a']);
    expect((await masters.kept()).volumes?.all).toHaveLength(6);
  });

  it('waits without a known master too', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.kill('a');
    const payload = { ...masters.payload('volumes'), replacement: { ...masters.ref, instance: '' } };
    await expect(waitForVolumes(payload, masters.world)).resolves.toMatchObject({ outcome: 'free' });
  });

  describe('of a group that shares its zone', () => {
    const names = ['a1', 'a2', 'b1', 'b2', 'c1'];

    it('are found free by who lacks them', async () => {
      const masters = new Masters(names);
      await masters.begin();
      masters.kill('a1');
      await expect(look(masters)).resolves.toMatchObject({
        outcome: 'free',
        reason: '2 etcd volumes (vol-main-a1, vol-events-a1): free for the replacement.',
      });
      masters.instances.attach('vol-main-a1', 'i-a1', 'busy');
      await expect(look(masters)).resolves.toMatchObject({ outcome: 'pending' });
    });

    it('are found free when all are, whichever are its', async () => {
      const masters = new Masters(names);
      await masters.begin();
      masters.kill('a1');
      masters.kill('a2');
      const { outcome, reason } = await look(masters);
      expect(outcome).toBe('free');
      expect(reason).toMatch(/^4 etcd volumes .*, whichever of them belong to control-plane-a1/);
      expect((await masters.kept()).volumes).toBeUndefined();
    });

    it('are stuck when one that may be its is', async () => {
      const masters = new Masters(names);
      await masters.begin();
      masters.kill('a1');
      masters.kill('a2');
      masters.instances.known.delete('i-a2');
      masters.instances.attach('vol-main-a2', 'i-a2', 'busy');
      await expect(look(masters)).resolves.toMatchObject({ outcome: 'pending' });
      masters.now += 600_000;
      await expect(look(masters)).resolves.toMatchObject({
        outcome: 'stop',
        page: { heading: 'VolumeStuck', reason: expect.stringContaining('vol-main-a2') },
      });
    });

    it('are not missing when the other took them', async () => {
      const masters = new Masters(names);
      const own = ['vol-main-a1', 'vol-events-a1'];
      await masters.begin({ volumes: { own, all: [...masters.instances.volumes.keys()] } });
      masters.kill('a1');
      masters.kill('a2');
      masters.launch('a2', 'i-new', 'Pending:Wait');
      for (const id of [...own, 'vol-main-a2', 'vol-events-a2'])
        masters.instances.attach(id, own.includes(id) ? 'i-new' : '');
      await expect(look(masters)).resolves.toMatchObject({
        outcome: 'free',
        reason: '2 etcd volumes (vol-main-a2, vol-events-a2): free for the replacement.',
      });
    });
  });

  it('touches nothing once the lease is lost', async () => {
    const masters = new Masters();
    const mayDetach = { decidedBy: 'x', reason: 'x', at: masters.at() };
    await masters.begin({ mayDetach }, { fencing: 2 });
    stuck(masters);
    await expect(look(masters)).rejects.toThrow(expect.objectContaining({ name: 'LeaseLost' }));
    expect(masters.instances.detached).toEqual([]);
  });
});
