import { SETTLED_AFTER_SECONDS } from '../../../lambdas/masters/domain/lease.ts';
import { acquireLease } from '../../../lambdas/masters/replace-master/acquire-lease/acquire-lease.ts';
import { completeLifecycle } from '../../../lambdas/masters/replace-master/complete-lifecycle/complete-lifecycle.ts';
import { MemoryReplacements } from '../../fakes/masters/memory-replacements.ts';
import { groupNameOf, Masters } from '../../support/masters/masters-cluster.ts';

const REF_OF_B = { id: 'i-b', group: groupNameOf('b'), instance: 'i-b', attempt: 1 };
const RUN_OF_B = { name: 'i-b-1', arn: 'arn:i-b-1', startedAt: '2027-03-01T00:00:00Z' };

/** Three masters of which a and b wait in their hooks; a's replacement has the lease. */
async function twoHeld(): Promise<Masters> {
  const masters = new Masters();
  const hook = masters.settings.hooks.terminating;
  const since = masters.at();
  const actions = (instance: string) => ({
    [instance]: { hook, transition: 'terminating', since, lastHeartbeat: since, completed: false } as const,
  });
  await masters.begin({ actions: actions('i-a') });
  masters.hold();
  masters.autoScaling.setLifecycle(REF_OF_B.group, 'i-b', 'Terminating:Wait');
  masters.autoScaling.waits.push({ group: REF_OF_B.group, hook, instance: 'i-b', token: 'token' });
  await masters.journal.putReplacement(undefined, {
    ...masters.opened(),
    ...REF_OF_B,
    actions: actions('i-b'),
  });
  return masters;
}

it('releases only one of two masters, though the other takes the lease over while the call for the first is on its way', async () => {
  const masters = await twoHeld();
  const { world } = masters;
  const answer = Promise.withResolvers<void>();
  const looking = Promise.withResolvers<void>();
  const instances = {
    describe: (ids: readonly string[]) => world.instances.describe(ids),
    etcdVolumes: async () => {
      looking.resolve();
      await answer.promise;
      return world.instances.etcdVolumes();
    },
  };
  // The function of a's execution has read the lease, and waits for EC2, when that execution is stopped.
  const ofA = completeLifecycle(await masters.judged('confirm'), { ...world, instances });
  await looking.promise;
  const take = () =>
    acquireLease(
      { run: RUN_OF_B, replacement: REF_OF_B },
      { ...world, replacements: new MemoryReplacements() },
    );
  masters.now += 1000;
  await expect(take()).resolves.toMatchObject({ outcome: 'queued', fencing: 2 });
  masters.now += 3000;
  answer.resolve();
  await expect(ofA).resolves.toMatchObject({ outcome: 'completed' });
  masters.kill('a');
  masters.now += SETTLED_AFTER_SECONDS * 1000;
  const { outcome, fencing } = await take();
  expect(outcome).toBe('acquired');
  const [view, health] = [await masters.view(), masters.health()];
  await expect(
    completeLifecycle(
      { run: RUN_OF_B, replacement: REF_OF_B, phase: 'confirm', fencing, view, health },
      world,
    ),
  ).resolves.toMatchObject({ outcome: 'stale' });
  expect(masters.autoScaling.calls).toEqual(['complete i-a']);
});
