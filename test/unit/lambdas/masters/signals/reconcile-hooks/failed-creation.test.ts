import type { LifecycleHook } from '../../../../../../lambdas/masters/domain/auto-scaling-group.ts';
import { reconcileHooks } from '../../../../../../lambdas/masters/signals/reconcile-hooks/reconcile-hooks.ts';
import { GROUP_A, GROUP_B, groupOf, MASTER_A } from '../../../../../support/masters/masters.ts';
import {
  CREATE,
  LAUNCHING,
  manyGroups,
  NTH,
  scaling,
  TERMINATING,
  twoGroups,
  UPDATE,
  WARM,
} from './hooked-groups.ts';

const REFUSAL = Object.assign(new Error('not authorized to perform autoscaling:PutLifecycleHook'), {
  name: 'AccessDenied',
});

/** Auto Scaling that refuses `refused` on the second group. */
function refusing(refused: LifecycleHook, groups = twoGroups()) {
  const real = scaling(groups);
  const { putHook } = real.world.autoScaling;
  real.world.autoScaling.putHook = async (group, hook) => {
    if (group === GROUP_B && hook.name === refused.name) throw REFUSAL;
    await putHook(group, hook);
  };
  return real;
}

describe('ReconcileHooks, when the stack can’t be made', () => {
  it.each([
    ['first', TERMINATING],
    ['second', LAUNCHING],
  ])(
    'takes off all that it has put where the second group refuses the %s hook, and fails with the refusal',
    async (_which, refused) => {
      const { hooks, world } = refusing(refused);
      await expect(reconcileHooks(CREATE, world)).rejects.toBe(REFUSAL);
      for (const group of [GROUP_A, GROUP_B]) expect(hooks.get(group)).toEqual([NTH, WARM]);
    },
  );

  it('leaves a hook that stood before', async () => {
    const { hooks, calls, world } = refusing(LAUNCHING);
    hooks.set(GROUP_A, [NTH, { ...TERMINATING, heartbeatSeconds: 60 }]);
    hooks.set(GROUP_B, [TERMINATING]);
    await expect(reconcileHooks(CREATE, world)).rejects.toBe(REFUSAL);
    expect(hooks.get(GROUP_A)).toEqual([NTH, TERMINATING]);
    expect(hooks.get(GROUP_B)).toEqual([TERMINATING]);
    expect(calls).not.toContain(`delete ${TERMINATING.name} ${GROUP_B}`);
  });

  it.each([1, 5, 8, 12, 20, 29])(
    'leaves none where each call of AWS takes %i s, and is done before Lambda ends it',
    async (seconds) => {
      const { hooks, world } = scaling(manyGroups(5));
      const begun = world.clock.now();
      let now = begun;
      world.clock.now = () => now;
      const slow =
        <Args extends unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
        async (...args: Args): Promise<Answer> => {
          now += seconds * 1000;
          return await call(...args);
        };
      const { groups, hooks: describe, putHook, deleteHook } = world.autoScaling;
      const calls = { groups: slow(groups), hooks: slow(describe), deleteHook: slow(deleteHook) };
      Object.assign(world.autoScaling, { ...calls, putHook: slow(putHook) });
      const made = await reconcileHooks(CREATE, world).catch((error: Error) => error.name);
      expect((now - begun) / 1000).toBeLessThan(300);
      const whole = [NTH, WARM, TERMINATING, LAUNCHING];
      const expected = seconds < 8 ? whole : [NTH, WARM];
      expect([...hooks.values()]).toEqual(Array.from({ length: 5 }, () => expected));
      if (seconds >= 8) expect(made).toBe('TransientFailure');
    },
  );

  it('takes off one whose answer was lost', async () => {
    const { hooks, world } = scaling(twoGroups());
    const { putHook } = world.autoScaling;
    const lost = Object.assign(new Error('socket hang up'), { name: 'TransientFailure' });
    world.autoScaling.putHook = async (group, hook) => {
      await putHook(group, hook);
      if (group === GROUP_B) throw lost;
    };
    await expect(reconcileHooks(CREATE, world)).rejects.toBe(lost);
    for (const group of [GROUP_A, GROUP_B]) expect(hooks.get(group)).toEqual([NTH, WARM]);
  });

  it('releases who has begun to wait meanwhile', async () => {
    const groups = twoGroups();
    const { abandoned, waiting, world } = refusing(TERMINATING, groups);
    const { putHook } = world.autoScaling;
    world.autoScaling.putHook = async (group, hook) => {
      await putHook(group, hook);
      if (hook.name !== LAUNCHING.name) return;
      groups[0] = groupOf(GROUP_A, { [MASTER_A]: 'Pending:Wait' });
      waiting.set(MASTER_A, LAUNCHING.name);
    };
    await expect(reconcileHooks(CREATE, world)).rejects.toBe(REFUSAL);
    expect([...waiting, ...abandoned]).toEqual([]);
  });

  it('says which hooks are left, where they can’t be taken off, and what to do', async () => {
    const { hooks, world } = refusing(LAUNCHING);
    const { deleteHook } = world.autoScaling;
    world.autoScaling.deleteHook = async (group, name) => {
      if (name === TERMINATING.name) throw new Error('Rate exceeded');
      await deleteHook(group, name);
    };
    await expect(reconcileHooks(CREATE, world)).rejects.toMatchObject({
      name: 'HooksLeftBehind',
      message: [
        'The hooks could not be put on every group: AccessDenied: not authorized to perform autoscaling:PutLifecycleHook.',
        `Some hooks could not be removed again, and nobody handles their events: ${TERMINATING.name} on ${GROUP_A} (Rate exceeded); ${TERMINATING.name} on ${GROUP_B} (Rate exceeded).`,
        'Each master that is terminated waits there for a whole heartbeat time-out. Release the instances that wait, then delete the hooks: aws autoscaling delete-lifecycle-hook --auto-scaling-group-name <group> --lifecycle-hook-name <hook>.',
        'Runbook: https://runbook.shop.test/cutover#hooksleftbehind',
      ].join(' '),
      cause: REFUSAL,
    });
    expect(hooks.get(GROUP_A)).toEqual([NTH, WARM, TERMINATING]);
  });

  it('differs from a change of a stack, whose hooks somebody listens to', async () => {
    const { hooks, world } = refusing(LAUNCHING);
    await expect(reconcileHooks(UPDATE, world)).rejects.toBe(REFUSAL);
    expect(hooks.get(GROUP_A)).toEqual([NTH, WARM, TERMINATING, LAUNCHING]);
  });
});
