import { passGate } from '../../../../../../lambdas/masters/replace-master/judge-quorum/judge-quorum.ts';
import { replacementOf } from '../../../../../support/masters/masters.ts';
import { groupNameOf, Masters } from '../../../../../support/masters/masters-cluster.ts';
import { look } from './look.ts';

describe('VerifyMaster, in a zone that two groups share', () => {
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
      reason: expect.stringContaining('etcd a1: its volume vol-main-a1 is not attached'),
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

  it('verifies none while it is unknown which volume is its', async () => {
    const masters = await swapped();
    masters.instances.attach('vol-events-a2', '');
    await masters.change({ volumes: { own: [], all: [...masters.instances.volumes.keys()] } });
    const { outcome, reason } = await look(masters, 1);
    expect(outcome).toBe('again');
    expect(reason).toContain('it is unknown whether vol-events-a1 belongs to control-plane-a1');
  });

  it('is a member of each etcd cluster by the volume that it has of that one', async () => {
    const masters = await swapped();
    masters.instances.attach('vol-events-a2', '');
    masters.instances.attach('vol-events-a1', 'i-new');
    await expect(look(masters, 1)).resolves.toMatchObject({ outcome: 'verified' });
  });

  it('gives its lease up to the leaving master that has its volumes, which the gate then releases', async () => {
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
    const { value: lease } = await masters.journal.lease();
    expect(lease).toMatchObject({ recovering: [{ replacement: 'i-a1', waitsFor: 'i-a2' }] });
    expect(lease.holder).toBeUndefined();
    // It goes on, without the lease.
    await expect(look(masters, 0)).resolves.toMatchObject({ outcome: 'again' });
    expect((await masters.journal.lease()).value).toEqual(lease);

    const run = { ...masters.run, arn: `${masters.run.arn}-other` };
    const replacement = { id: 'i-a2', group: groupNameOf('a2'), instance: 'i-a2', attempt: 1 };
    const holder = { executionArn: run.arn, replacement: 'i-a2', since: masters.at(), reason: 'test' };
    await masters.journal.putReplacement(undefined, {
      ...replacementOf('i-a2', replacement),
      since: masters.at(),
      statusAt: masters.at(),
    });
    await masters.journal.putLease(await masters.journal.lease(), { ...lease, fencing: 2, holder });
    const judged = { ...(await masters.judged()), run, replacement, fencing: 2 };
    // The member that `i-newer` has become settles first.
    await expect(passGate(judged, masters.world)).resolves.toMatchObject({ outcome: 'wait' });
    masters.now += masters.settings.settleSeconds * 1000;
    await expect(passGate(judged, masters.world)).resolves.toMatchObject({ outcome: 'proceed' });

    // Its time to join is longer by what the gate may take, and ends all the same.
    const { joinSeconds, settleSeconds } = masters.settings;
    masters.now += (2 * joinSeconds - 1) * 1000;
    await expect(look(masters, 0)).resolves.toMatchObject({ outcome: 'again' });
    masters.now += (settleSeconds + 1) * 1000;
    await expect(look(masters, 0)).resolves.toMatchObject({ outcome: 'stop' });
  });
});
