import { drainMaster } from '../../../../../../lambdas/masters/replace-master/drain-master/drain-master.ts';
import { Masters } from '../../../../../support/masters/masters-cluster.ts';

const drain = (masters: Masters, seenAt = masters.at()) =>
  drainMaster({ ...masters.payload('drain'), seenAt }, masters.world);

describe('DrainMaster', () => {
  it('takes the master out once, keeps that it did, and waits until nobody knows it', async () => {
    const masters = new Masters();
    await masters.begin();
    await expect(drain(masters)).resolves.toMatchObject({ outcome: 'draining', pauseSeconds: 15 });
    expect((await masters.kept()).marks).toEqual({ draining: masters.at() });
    await expect(drain(masters)).resolves.toMatchObject({ outcome: 'draining' });
    expect(masters.targets.calls).toEqual(['deregister i-a']);
    masters.targets.set('arn:tcp', 'i-a', 'unused');
    await expect(drain(masters)).resolves.toMatchObject({ outcome: 'drained', pauseSeconds: 1 });
    expect(masters.targets.calls).toEqual(['deregister i-a']);
  });

  it('takes out again what somebody put back meanwhile', async () => {
    const masters = new Masters();
    await masters.begin();
    await drain(masters);
    masters.targets.set('arn:tcp', 'i-a', 'healthy');
    await drain(masters);
    expect(masters.targets.calls).toEqual(['deregister i-a', 'deregister i-a']);
  });

  it('takes nothing out by what was seen long ago, and waits for what it took out before', async () => {
    const masters = new Masters();
    await masters.begin();
    const old = masters.at(-31);
    await expect(drain(masters, old)).resolves.toMatchObject({ outcome: 'stale', pauseSeconds: 1 });
    expect(masters.targets.calls).toEqual([]);
    await drain(masters);
    await expect(drain(masters, old)).resolves.toMatchObject({ outcome: 'draining' });
  });

  it('has nothing to drain of a master that is gone', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.kill('a');
    await expect(drain(masters)).resolves.toMatchObject({ outcome: 'drained' });
    expect(masters.targets.calls).toEqual([]);
    expect((await masters.kept()).marks).toEqual({});
  });

  it('touches nothing once the lease is lost', async () => {
    const masters = new Masters();
    await masters.begin({}, { fencing: 2 });
    await expect(drain(masters)).rejects.toThrow(expect.objectContaining({ name: 'LeaseLost' }));
    expect(masters.targets.calls).toEqual([]);
  });
});
