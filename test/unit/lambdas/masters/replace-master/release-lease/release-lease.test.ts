import { acquireLease } from '../../../../../../lambdas/masters/replace-master/acquire-lease/acquire-lease.ts';
import { releaseLease } from '../../../../../../lambdas/masters/replace-master/release-lease/release-lease.ts';
import { GROUP_A, MASTER_A, replacementOf } from '../../../../../support/masters/masters.ts';
import { mastersControl } from '../../../../../support/masters/masters-world.ts';

async function acquired() {
  const world = mastersControl();
  world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
  const payload = await world.begin(replacementOf(MASTER_A));
  const { fencing } = await acquireLease(payload, world);
  return { world, payload: { ...payload, fencing } };
}

describe('ReleaseLease', () => {
  it('marks the replacement as replaced and frees the lease; a second call changes nothing', async () => {
    const { world, payload } = await acquired();
    world.now += 60_000;
    for (let twice = 0; twice < 2; twice++) {
      await releaseLease(payload, world);
      expect(await world.kept(MASTER_A)).toMatchObject({
        status: 'replaced',
        statusAt: '2026-03-01T10:01:00Z',
      });
      expect(await world.lease()).toEqual({ fencing: 1, recovering: [] });
      world.now += 60_000;
    }
  });

  it('frees the lease in a second try when the first was cut off in between', async () => {
    const { world, payload } = await acquired();
    await world.keep(replacementOf(MASTER_A, { status: 'replaced' }));
    await releaseLease(payload, world);
    expect((await world.lease()).holder).toBeUndefined();
  });

  it.each([
    ['the lease is another fencing', { fencing: 7 }, replacementOf(MASTER_A)],
    ['a later attempt took its place', {}, replacementOf(MASTER_A, { attempt: 2 })],
    ['it was paged', {}, replacementOf(MASTER_A, { status: 'paged' })],
  ])('ends nothing when %s', async (_what, change, kept) => {
    const { world, payload } = await acquired();
    await world.keep(kept);
    await expect(releaseLease({ ...payload, ...change }, world)).rejects.toMatchObject({ name: 'LeaseLost' });
    expect(await world.kept(MASTER_A)).toEqual(kept);
    expect((await world.lease()).holder?.replacement).toBe(MASTER_A);
  });
});
