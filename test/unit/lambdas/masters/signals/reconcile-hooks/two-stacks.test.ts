import type { LifecycleHook } from '../../../../../../lambdas/masters/domain/auto-scaling-group.ts';
import { ownHooks } from '../../../../../../lambdas/masters/domain/hooks.ts';
import { reconcileHooks } from '../../../../../../lambdas/masters/signals/reconcile-hooks/reconcile-hooks.ts';
import { GROUP_A, GROUP_B, someMastersSettings } from '../../../../../support/masters/masters.ts';
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
} from './hooked-groups.ts';

const metadataOf = (name: string) => `{"kops-cutover":"${name}","cluster":"k8s.shop.test"}`;
const OTHERS: LifecycleHook = {
  ...TERMINATING,
  name: 'eu-masters-terminating',
  metadata: metadataOf('eu-masters'),
};
const OLD_HOOKS = [
  { ...TERMINATING, name: OLD.TerminatingHook, metadata: metadataOf('old') },
  { ...LAUNCHING, name: OLD.LaunchingHook, metadata: metadataOf('old') },
];

/** Two groups; the other stack's hook is on the second alone. */
function keptByAnother() {
  const found = scaling(twoGroups());
  found.hooks.set(GROUP_A, [NTH]);
  found.hooks.set(GROUP_B, [NTH, OTHERS]);
  return found;
}

const refusal = (done: string) => ({
  name: 'MastersKeptByAnother',
  message: `${GROUP_B} has the lifecycle hook eu-masters-terminating of another kops-cutover stack, 'eu-masters', which keeps the masters of k8s.shop.test too. Each stack has its own lease, so both could release a master at the same time. ${done} Delete the other stack first, or deploy this configuration there, under its name. If it is already gone, delete the hooks that it left. Runbook: https://runbook.shop.test/cutover#masterskeptbyanother`,
});

describe('ReconcileHooks where another stack keeps the masters', () => {
  it.each([
    ['made', CREATE, [NTH]],
    ['changed', UPDATE, [NTH]],
    ['changed, with another name', { ...UPDATE, OldResourceProperties: OLD }, OLD_HOOKS],
  ])('refuses the stack that is %s, and changes no group', async (_what, event, present) => {
    const { hooks, calls, world } = keptByAnother();
    hooks.set(GROUP_A, present);
    await expect(reconcileHooks(event, world)).rejects.toMatchObject(refusal('No hook was put.'));
    expect(calls).toEqual([]);
  });

  it('sees to its own hooks on the schedule, and then fails all the same', async () => {
    const { hooks, world } = keptByAnother();
    for (const _twice of [1, 2]) {
      await expect(reconcileHooks(SCHEDULED, world)).rejects.toMatchObject(
        refusal('The hooks of this stack are on every group.'),
      );
      expect(hooks.get(GROUP_A)).toEqual([NTH, TERMINATING, LAUNCHING]);
      expect(hooks.get(GROUP_B)).toEqual([NTH, OTHERS, TERMINATING, LAUNCHING]);
    }
  });

  it('is removed when it is deleted, and leaves the other', async () => {
    const { hooks, world } = keptByAnother();
    hooks.set(GROUP_A, [TERMINATING, OTHERS, LAUNCHING]);
    await expect(reconcileHooks(DELETE, world)).resolves.toMatchObject({
      changed: [expect.anything(), expect.anything()],
    });
    expect(hooks.get(GROUP_A)).toEqual([OTHERS]);
  });

  it.each([
    ['made', CREATE],
    ['changed', UPDATE],
  ])('refuses the stack that is %s where a group can’t be looked at', async (_what, event) => {
    const { calls, world } = scaling(twoGroups());
    const { hooks } = world.autoScaling;
    const failure = new Error('no answer');
    world.autoScaling.hooks = async (group) => {
      if (group === GROUP_B) throw failure;
      return hooks(group);
    };
    await expect(reconcileHooks(event, world)).rejects.toBe(failure);
    expect(calls).toEqual([]);
    await expect(reconcileHooks(SCHEDULED, world)).rejects.toBe(failure);
    expect(calls).toHaveLength(2);
  });
});

describe('ReconcileHooks where no other stack keeps the masters', () => {
  it('lets a stack change its own name', async () => {
    const { hooks, world } = scaling(twoGroups());
    for (const group of [GROUP_A, GROUP_B]) hooks.set(group, [...OLD_HOOKS, NTH]);
    await reconcileHooks({ ...UPDATE, OldResourceProperties: OLD }, world);
    for (const group of [GROUP_A, GROUP_B]) expect(hooks.get(group)).toEqual([NTH, TERMINATING, LAUNCHING]);
  });

  it('takes hooks of its name for its own, whatever they are called', async () => {
    const { world } = scaling(twoGroups());
    const { hooks } = world.autoScaling;
    const former = { ...TERMINATING, name: 'of-a-former-release' };
    world.autoScaling.hooks = async (group) => [...(await hooks(group)), former];
    await expect(reconcileHooks(UPDATE, world)).resolves.toMatchObject({ changed: { length: 4 } });
  });

  it.each([
    ['nothing', ''],
    ['words', 'kops-cutover'],
    ['null', 'null'],
    ['a text', '"kops-cutover"'],
    ['a list', '["kops-cutover"]'],
    ['no name', '{"kops-cutover":{"name":"eu-masters"}}'],
    ['JSON that is cut off', metadataOf('eu-masters').slice(0, -1)],
    ['something else', '{"cluster":"k8s.shop.test"}'],
  ])('leaves hooks alone whose metadata is %s', async (_what, metadata) => {
    const { hooks, world } = scaling(twoGroups());
    const foreign = { ...OTHERS, metadata };
    hooks.set(GROUP_A, [foreign]);
    await reconcileHooks(CREATE, world);
    expect(hooks.get(GROUP_A)).toEqual([foreign, TERMINATING, LAUNCHING]);
  });
});

it('the metadata of hooks is within what Auto Scaling keeps, for the longest names', () => {
  const name = 'n'.repeat(32);
  const cluster = 'c'.repeat(253);
  for (const { metadata } of ownHooks(someMastersSettings({ name, cluster }))) {
    expect(JSON.parse(metadata)).toEqual({ 'kops-cutover': name, cluster });
    expect(metadata).toMatch(/^[\t\n\r\x20-\x7e]{1,1023}$/);
  }
});
