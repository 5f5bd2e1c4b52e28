import type { LifecycleHook } from '../../../../../../lambdas/masters/domain/auto-scaling-group.ts';
import { reconcileHooks } from '../../../../../../lambdas/masters/signals/reconcile-hooks/reconcile-hooks.ts';
import { GROUP_A, GROUP_B, groupOf, MASTER_A, MASTER_B } from '../../../../../support/masters/masters.ts';
import {
  CREATE,
  DELETE,
  LAUNCHING,
  NTH,
  OLD,
  SCHEDULED,
  scaling,
  TERMINATING,
  twoGroups,
  UPDATE,
  WARM,
} from './hooked-groups.ts';

describe('ReconcileHooks', () => {
  it.each([
    ['the stack is made', CREATE],
    ['the stack changes', UPDATE],
    ['the schedule comes', SCHEDULED],
  ])('puts both hooks on every group when %s, and then changes nothing', async (_what, event) => {
    const { hooks, calls, world } = scaling(twoGroups());
    await expect(reconcileHooks(event, world)).resolves.toMatchObject({
      PhysicalResourceId: 'shop-masters-hooks/k8s.shop.test',
    });
    for (const group of [GROUP_A, GROUP_B])
      expect(hooks.get(group)).toEqual([NTH, WARM, TERMINATING, LAUNCHING]);
    expect(calls).toHaveLength(4);
    await expect(reconcileHooks(event, world)).resolves.toMatchObject({ changed: [] });
    expect(calls).toHaveLength(4);
  });

  it.each<[string, Partial<LifecycleHook>]>([
    ['another time-out', { heartbeatSeconds: 60 }],
    ['another default', { defaultResult: 'ABANDON' }],
    ['no word of whose it is', { metadata: '' }],
    ["another's word on it", { metadata: '{"kops-cutover":"eu-masters","cluster":"k8s.shop.test"}' }],
  ])('fixes one with %s', async (_what, change) => {
    const { hooks, calls, world } = scaling(twoGroups().slice(0, 1));
    hooks.set(GROUP_A, [LAUNCHING, { ...TERMINATING, ...change }]);
    await reconcileHooks(SCHEDULED, world);
    expect(hooks.get(GROUP_A)).toEqual([LAUNCHING, TERMINATING]);
    expect(calls).toHaveLength(1);
  });

  it('releases who waits before it removes its hooks, and leaves those of others', async () => {
    const groups = [
      groupOf(GROUP_A, { [MASTER_A]: 'Terminating:Wait', 'i-0aaaaaaaaaaaaaaa2': 'Pending:Wait' }),
      groupOf(GROUP_B, { [MASTER_B]: 'Terminating:Wait' }),
    ];
    const { hooks, calls, abandoned, waiting, world } = scaling(groups, {
      [MASTER_A]: TERMINATING.name,
      'i-0aaaaaaaaaaaaaaa2': LAUNCHING.name,
      [MASTER_B]: NTH.name,
    });
    await reconcileHooks(SCHEDULED, world);
    calls.length = 0;
    await expect(reconcileHooks(DELETE, world)).resolves.toMatchObject({
      PhysicalResourceId: 'shop-masters-hooks/k8s.shop.test',
    });
    expect(abandoned).toEqual([]);
    expect([...waiting.keys()]).toEqual([MASTER_B]);
    for (const group of [GROUP_A, GROUP_B]) expect(hooks.get(group)).toEqual([NTH, WARM]);
    expect(calls).toContain(`complete ${LAUNCHING.name} i-0aaaaaaaaaaaaaaa2`);
    await expect(reconcileHooks(DELETE, world)).resolves.toMatchObject({ changed: [] });
  });

  it('does all other groups if one refuses, and reports that one', async () => {
    const { hooks, world } = scaling(twoGroups());
    const { putHook } = world.autoScaling;
    const refusal = Object.assign(new Error('A group has at most 50 hooks.'), { name: 'LimitExceededFault' });
    world.autoScaling.putHook = async (group, hook) => {
      if (group === GROUP_A) throw refusal;
      await putHook(group, hook);
    };
    await expect(reconcileHooks(SCHEDULED, world)).rejects.toBe(refusal);
    expect(hooks.get(GROUP_B)).toEqual([NTH, WARM, TERMINATING, LAUNCHING]);
  });

  it('takes hooks of an old name away when they are named anew, and keeps their id', async () => {
    const { hooks, world } = scaling(twoGroups().slice(0, 1));
    hooks.set(GROUP_A, [
      { ...TERMINATING, name: 'old-terminating' },
      NTH,
      { ...LAUNCHING, name: 'old-launching' },
    ]);
    const renamed = { ...UPDATE, PhysicalResourceId: 'first-id', OldResourceProperties: OLD };
    await expect(reconcileHooks(renamed, world)).resolves.toMatchObject({ PhysicalResourceId: 'first-id' });
    expect(hooks.get(GROUP_A)).toEqual([NTH, TERMINATING, LAUNCHING]);
  });

  it('of an old name that is deleted leaves the new ones', async () => {
    const { hooks, world } = scaling(twoGroups().slice(0, 1));
    hooks.set(GROUP_A, [TERMINATING, LAUNCHING]);
    await reconcileHooks({ ...DELETE, ResourceProperties: OLD }, world);
    expect(hooks.get(GROUP_A)).toEqual([TERMINATING, LAUNCHING]);
  });

  it.each([
    ['made', CREATE],
    ['changed', UPDATE],
  ])(
    'fails the stack that is %s where no group has the tags, and says what to look at',
    async (_what, event) => {
      await expect(reconcileHooks(event, scaling([]).world)).rejects.toMatchObject({
        name: 'NoMasters',
        message: expect.stringContaining(
          'k8s.shop.test has no group of masters in 111122223333/us-west-1. kops tags each of its Auto Scaling groups with KubernetesCluster',
        ),
      });
    },
  );

  it.each([
    ['the schedule', SCHEDULED],
    ['the end of the stack', DELETE],
  ])('is content with no group by %s', async (_what, event) => {
    await expect(reconcileHooks(event, scaling([]).world)).resolves.toMatchObject({ changed: [] });
  });

  it.each([
    ['nothing', undefined, 'input'],
    ['an unknown request', { ...CREATE, RequestType: 'Replace' }, 'RequestType'],
    [
      'a deletion that names no hooks',
      { ...DELETE, ResourceProperties: {} },
      'ResourceProperties.TerminatingHook: missing',
    ],
  ])('changes nothing by %s', async (_what, event, message) => {
    const { calls, world } = scaling(twoGroups());
    await expect(reconcileHooks(event, world)).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringContaining(message),
    });
    expect(calls).toEqual([]);
  });
});
