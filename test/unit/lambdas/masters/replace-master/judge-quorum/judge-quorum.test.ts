import { recordHeartbeat } from '../../../../../../lambdas/masters/replace-master/record-heartbeat/record-heartbeat.ts';
import { heldSince } from '../../../../../support/masters/masters.ts';
import { groupNameOf, Masters } from '../../../../../support/masters/masters-cluster.ts';
import { pass } from './judging.ts';

const volumesOf = (name: string) => [`vol-main-${name}`, `vol-events-${name}`];

describe('JudgeQuorum', () => {
  it('releases a waiting master, and keeps which volumes its member has', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.hold();
    await expect(pass(masters)).resolves.toMatchObject({ outcome: 'proceed', pauseSeconds: 1 });
    expect(await masters.kept()).toMatchObject({
      marks: {},
      volumes: { own: ['vol-main-a', 'vol-events-a'], all: ['b', 'c', 'a'].flatMap(volumesOf) },
    });
  });

  it.each([
    ['events', /etcd-override-0 \(events\): 1 of the 2 .*; b: its volume vol-events-b is detaching/],
    ['cilium', /cilium \(no API server reports it\): 1 of the 2 .*; b: its volume vol-cilium-b is detaching/],
  ])('lets a master wait while a volume of %s is being detached elsewhere', async (etcdCluster, reason) => {
    const masters = new Masters();
    masters.addEtcd('cilium');
    await masters.begin();
    masters.hold();
    masters.instances.attach(`vol-${etcdCluster}-b`, 'i-b', 'detaching');
    await expect(pass(masters)).resolves.toMatchObject({
      outcome: 'wait',
      reason: expect.stringMatching(reason),
    });
    masters.instances.attach(`vol-${etcdCluster}-b`, 'i-b');
    await expect(pass(masters)).resolves.toMatchObject({ outcome: 'proceed' });
  });

  it('lets a master wait while it is unknown what an override of the others is', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.hold();
    masters.answers.set('i-b', { etcd: true, 'etcd-override-0': true, 'etcd-override-1': true });
    await expect(pass(masters)).resolves.toMatchObject({
      outcome: 'wait',
      reason: expect.stringContaining('etcd-override-1 (of an unknown etcd cluster): 0 of the 3'),
    });
  });

  it.each([
    ['the events before the leases', 'etcd-override-0'],
    ['the leases before the events', 'etcd-override-1'],
  ])('lets a master wait while the events have no quorum without it, with %s', async (_order, ofEvents) => {
    const masters = new Masters(['a', 'b', 'c', 'd', 'e']);
    masters.addEtcd('leases');
    await masters.begin();
    masters.hold();
    masters.instances.attach('vol-events-c', 'i-c', 'detaching');
    for (const id of ['i-a', 'i-b', 'i-c', 'i-d', 'i-e']) {
      const well = { etcd: true, 'etcd-override-0': true, 'etcd-override-1': true };
      masters.answers.set(id, { ...well, [ofEvents]: id !== 'i-d' });
    }
    await expect(pass(masters)).resolves.toMatchObject({
      outcome: 'wait',
      reason: expect.stringContaining('etcd-override-0 or etcd-override-1 (events): 2 of the 4'),
    });
  });

  it('takes no master of its own will that has the volume of another member, too: two would go at once', async () => {
    const masters = new Masters(['a1', 'a2', 'b', 'c', 'd']);
    await masters.begin({ request: 'voluntary' });
    masters.instances.attach('vol-main-a2', 'i-a1');
    await expect(pass(masters)).resolves.toMatchObject({
      outcome: 'wait',
      reason: expect.stringContaining('3 of the 4 other members'),
    });
    masters.instances.attach('vol-main-a2', 'i-a2');
    await expect(pass(masters)).resolves.toMatchObject({ outcome: 'proceed' });
  });

  describe('where a dead master waits for another to go, whose successor has its volumes,', () => {
    /** `b2` has died and none comes; the successor of `b1`, which is held, has taken its volumes. `a1` is held as well. */
    async function swapped() {
      const masters = new Masters(['a1', 'a2', 'b1', 'b2', 'c1']);
      const recovering = [
        { executionArn: 'arn:b2', replacement: 'i-b2', since: masters.at(), reason: 'x', waitsFor: 'i-b1' },
      ];
      await masters.begin({}, { recovering });
      masters.hold();
      masters.kill('b2');
      masters.launch('b1', 'i-new', 'Pending:Wait');
      masters.autoScaling.setLifecycle(groupNameOf('b1'), 'i-b1', 'Terminating:Wait');
      for (const etcd of ['main', 'events']) {
        masters.instances.attach(`vol-${etcd}-b1`, 'i-b1');
        masters.instances.attach(`vol-${etcd}-b2`, 'i-new');
      }
      return masters;
    }
    const settles = { outcome: 'wait', reason: expect.stringContaining('i-new') };

    it('releases one once the member that has come back has settled, and not before', async () => {
      const masters = await swapped();
      await expect(pass(masters)).resolves.toMatchObject(settles);
      masters.now += 119_000;
      await expect(pass(masters)).resolves.toMatchObject(settles);
      masters.now += 1_000;
      await expect(pass(masters)).resolves.toMatchObject({ outcome: 'proceed' });
      // Right before the call it is asked again, by what is kept.
      await expect(pass(masters)).resolves.toMatchObject({ outcome: 'proceed' });
    });

    it('begins to settle anew where that member was ill in between, and counts on none that is ill', async () => {
      const masters = await swapped();
      await pass(masters);
      masters.now += 60_000;
      masters.answers.delete('i-new');
      await expect(pass(masters)).resolves.toMatchObject(settles);
      masters.now += 300_000;
      await expect(pass(masters)).resolves.toMatchObject(settles);
      masters.answers.set('i-new', { etcd: true, 'etcd-override-0': true });
      await expect(pass(masters)).resolves.toMatchObject(settles);
      masters.now += 120_000;
      await expect(pass(masters)).resolves.toMatchObject({ outcome: 'proceed' });
    });

    it('releases it all the same when AWS is about to end its wait', async () => {
      const masters = await swapped();
      masters.now += 29_700_000;
      await masters.change({ actions: { 'i-a1': heldSince(masters.at(-29_700)) } });
      await expect(pass(masters)).resolves.toMatchObject({ outcome: 'proceed' });
    });

    it('waits for that one when the other is terminated', async () => {
      const masters = await swapped();
      masters.kill('b1');
      const { outcome, reason } = await pass(masters);
      expect(outcome).toBe('wait');
      expect(reason).toMatch(/i-b2; no master of control-plane-b2\S+ runs/);
    });
  });

  it('keeps the wait in our hook that no event reported', async () => {
    const masters = new Masters();
    await masters.begin();
    await pass(masters);
    expect((await masters.kept()).actions).toEqual({});
    const since = masters.at();
    masters.hold();
    masters.now += 60_000;
    await pass(masters);
    expect((await masters.kept()).actions).toEqual({
      'i-a': {
        hook: 'shop-masters-terminating',
        transition: 'terminating',
        since,
        lastHeartbeat: since,
        completed: false,
      },
    });
  });

  it('lets one that came into our hook lately wait for as long as AWS allows, however long ago it was paged', async () => {
    const masters = new Masters();
    const twoDays = -48 * 3600;
    await masters.begin({ request: 'voluntary', since: masters.at(twoDays), statusAt: masters.at() });
    masters.hold();
    masters.answers.delete('i-b');
    masters.now += 60_000;
    await expect(pass(masters)).resolves.toMatchObject({ outcome: 'wait' });
    // Its heartbeat is due at once, and AWS's limit is far away.
    expect((await masters.kept()).actions['i-a']).toMatchObject({
      since: masters.at(-60),
      lastHeartbeat: masters.at(twoDays - 60),
    });
    await expect(recordHeartbeat(masters.payload('gate'), masters.world)).resolves.toMatchObject({
      outcome: 'recorded',
    });
  });

  it('stops with a page when AWS is about to end its wait', async () => {
    const masters = new Masters();
    const since = masters.at();
    const action = {
      hook: 'h',
      transition: 'terminating' as const,
      since,
      lastHeartbeat: since,
      completed: false,
    };
    await masters.begin({ actions: { 'i-a': action } });
    masters.hold();
    masters.answers.delete('i-b');
    masters.now += 29_700_000;
    await expect(pass(masters)).resolves.toMatchObject({
      outcome: 'stop',
      page: { heading: 'QuorumAtRisk' },
    });
  });

  it('has nothing to decide of a master that is gone', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.kill('a');
    masters.answers.clear();
    await expect(pass(masters)).resolves.toMatchObject({ outcome: 'gone' });
    expect((await masters.kept()).marks).toEqual({});
  });

  it('leaves a voluntary one running at doubts, for PageOperator to put it back', async () => {
    const masters = new Masters();
    await masters.begin({ request: 'voluntary', marks: { draining: masters.at() } });
    masters.answers.delete('i-b');
    await expect(pass(masters, 'confirm')).resolves.toMatchObject({ outcome: 'wait' });
    masters.now += 45_000;
    await expect(pass(masters, 'confirm')).resolves.toMatchObject({
      outcome: 'stop',
      page: { heading: 'QuorumAtRisk' },
    });
    expect((await masters.kept()).marks).toMatchObject({ draining: expect.any(String) });
  });

  it('only lets a voluntary one wait that Auto Scaling takes down already', async () => {
    const masters = new Masters();
    await masters.begin({ request: 'voluntary', marks: { draining: masters.at() } });
    masters.hold();
    masters.answers.delete('i-b');
    await pass(masters);
    masters.now += 45_000;
    await expect(pass(masters)).resolves.toMatchObject({ outcome: 'wait' });
    // Held for as long as can be, it goes.
    masters.now += 29_700_000;
    await expect(pass(masters)).resolves.toMatchObject({ outcome: 'stop' });
  });

  it('says nothing once the lease is lost', async () => {
    const masters = new Masters();
    await masters.begin({}, { fencing: 2 });
    await expect(pass(masters)).rejects.toThrow(expect.objectContaining({ name: 'LeaseLost' }));
    expect((await masters.kept()).marks).toEqual({});
  });
});
