import type { KeptAction } from '../../../../../../lambdas/masters/domain/replacement.ts';
import { recordHeartbeat } from '../../../../../../lambdas/masters/replace-master/record-heartbeat/record-heartbeat.ts';
import { Masters } from '../../../../../support/masters/masters-cluster.ts';

const beat = (masters: Masters) => recordHeartbeat(masters.payload('gate'), masters.world);

async function held(token = 'token', change: Partial<KeptAction> = {}): Promise<Masters> {
  const masters = new Masters();
  const since = masters.at();
  const action = { hook: 'shop-masters-terminating', transition: 'terminating', since } as const;
  const kept = { ...action, token: 'token', lastHeartbeat: since, completed: false, ...change };
  await masters.begin({ actions: { 'i-a': kept } });
  masters.hold(token);
  return masters;
}

describe('RecordHeartbeat', () => {
  it('extends the wait when a heartbeat is due, and keeps the time', async () => {
    const masters = await held();
    await expect(beat(masters)).resolves.toMatchObject({ outcome: 'not-due', pauseSeconds: 15 });
    masters.now += 90_000;
    await expect(beat(masters)).resolves.toMatchObject({
      outcome: 'recorded',
      reason: 'the wait of i-a was extended.',
    });
    await expect(beat(masters)).resolves.toMatchObject({ outcome: 'not-due' });
    expect(masters.autoScaling.calls).toEqual(['heartbeat i-a']);
    expect((await masters.kept()).actions['i-a']?.lastHeartbeat).toBe(masters.at());
  });

  it('uses the instance when the token is of another wait', async () => {
    const masters = await held('another');
    masters.now += 90_000;
    await expect(beat(masters)).resolves.toMatchObject({ reason: 'the wait of i-a was extended.' });
    expect(masters.autoScaling.calls).toEqual(['heartbeat i-a', 'heartbeat i-a']);
  });

  it('keeps that nothing waits any more', async () => {
    const masters = await held();
    masters.autoScaling.waits.length = 0;
    masters.now += 90_000;
    await expect(beat(masters)).resolves.toMatchObject({
      reason: 'i-a no longer waits in shop-masters-terminating.',
    });
    masters.now += 90_000;
    await expect(beat(masters)).resolves.toMatchObject({ outcome: 'not-due' });
  });

  it('needs no lease: one that queues extends the wait of its master, too', async () => {
    const masters = await held();
    await masters.journal.putLease(await masters.journal.lease(), { fencing: 9, recovering: [] });
    masters.now += 90_000;
    await expect(beat(masters)).resolves.toMatchObject({ outcome: 'recorded' });
  });
});
