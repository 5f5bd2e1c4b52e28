import { completeLifecycle } from '../../../../../../lambdas/masters/replace-master/complete-lifecycle/complete-lifecycle.ts';
import { passGate } from '../../../../../../lambdas/masters/replace-master/judge-quorum/judge-quorum.ts';
import { verifyMaster } from '../../../../../../lambdas/masters/replace-master/verify-master/verify-master.ts';
import { replacementOf } from '../../../../../support/masters/masters.ts';
import { groupNameOf, Masters } from '../../../../../support/masters/masters-cluster.ts';
import { look } from './look.ts';

async function replaced(lifecycle: string): Promise<Masters> {
  const masters = new Masters();
  await masters.begin();
  masters.kill('a');
  masters.launch('a', 'i-new', lifecycle);
  return masters;
}

describe('VerifyMaster', () => {
  it('verifies what is healthy twice in a row', async () => {
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

  it('admits a member that waits in its hook, and keeps the wait that no event reported', async () => {
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

  it('admits it once: one that then waits in a hook of others has the usual time, and is paged', async () => {
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

  it('has a dead master released once from its hook, if Auto Scaling noticed its end late', async () => {
    const masters = await replaced('InService');
    masters.autoScaling.setLifecycle(masters.ref.group, 'i-a', 'Terminating:Wait');
    await expect(look(masters, 1)).resolves.toMatchObject({ outcome: 'admit', passes: 0 });
    const { actions } = await masters.kept();
    const released = { 'i-a': { ...actions['i-a'], completed: true } };
    await masters.change({ actions: released as typeof actions });
    await expect(look(masters, 1)).resolves.toMatchObject({ outcome: 'verified' });
  });

  it('has a dead master released from its hook before it is done with one whose volumes another has', async () => {
    const masters = await replaced('Terminating:Wait');
    masters.autoScaling.setLifecycle(masters.ref.group, 'i-a', 'Terminating:Wait');
    await expect(look(masters, 0)).resolves.toMatchObject({ outcome: 'admit' });
  });

  it('is done with a good member while another is down, which keeps the gate from a voluntary replacement', async () => {
    const masters = await replaced('Pending:Wait');
    masters.kill('b');
    masters.now += masters.settings.joinSeconds * 1000;
    await expect(look(masters, 0)).resolves.toMatchObject({
      outcome: 'admit',
      reason: expect.stringContaining('etcd b: its volume vol-main-b is not attached'),
    });
    await completeLifecycle(await masters.judged('launch'), masters.world);
    masters.autoScaling.setLifecycle(masters.ref.group, 'i-new', 'InService');
    await expect(look(masters, 1)).resolves.toMatchObject({ outcome: 'verified' });
    const next = await masters.judged('gate');
    const replacement = { ...next.replacement, id: 'i-c', instance: 'i-c', group: groupNameOf('c') };
    const holder = { executionArn: next.run.arn, replacement: 'i-c', since: masters.at(), reason: 'roll' };
    await masters.journal.putReplacement(
      undefined,
      replacementOf('i-c', {
        ...replacement,
        request: 'voluntary',
        since: masters.at(),
        statusAt: masters.at(),
      }),
    );
    await masters.journal.putLease(await masters.journal.lease(), { fencing: 1, holder, recovering: [] });
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
});
