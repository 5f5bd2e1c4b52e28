import { reconcileHooks } from '../../../../../../lambdas/masters/signals/reconcile-hooks/reconcile-hooks.ts';
import { GROUP_A, someMastersSettings } from '../../../../../support/masters/masters.ts';
import {
  CREATE,
  DELETE,
  LAUNCHING,
  NTH,
  scaling,
  TERMINATING,
  twoGroups,
  UPDATE,
  WARM,
} from './hooked-groups.ts';

const OWN = UPDATE.ResourceProperties;
const OTHER = { ...OWN, Cluster: 'other.shop.test' };

/** Deployed for k8s.shop.test: what CloudFormation knows the hooks by. */
async function deployed() {
  const real = scaling(twoGroups());
  const { PhysicalResourceId } = await reconcileHooks(CREATE, real.world);
  real.calls.length = 0;
  return { ...real, PhysicalResourceId };
}

describe('ReconcileHooks, deployed for another cluster under the same name', () => {
  it('is refused before anything is changed, by the code of either cluster', async () => {
    const { calls, hooks, world, PhysicalResourceId } = await deployed();
    const update = { ...UPDATE, PhysicalResourceId, ResourceProperties: OTHER, OldResourceProperties: OWN };
    for (const settings of [world.settings, someMastersSettings({ cluster: OTHER.Cluster })])
      await expect(reconcileHooks(update, { ...world, settings })).rejects.toMatchObject({
        name: 'InvalidInput',
        message: expect.stringMatching(
          /^cluster: .* keeps the masters of k8s\.shop\.test, .* those of other\.shop\.test: .*No hook was changed\..*delete this stack first/,
        ),
      });
    expect(calls).toEqual([]);
    expect(hooks.get(GROUP_A)).toEqual([NTH, WARM, TERMINATING, LAUNCHING]);
  });

  it('is put back by CloudFormation, whose cluster before is then the one that was refused', async () => {
    const { calls, world, PhysicalResourceId } = await deployed();
    const back = { ...UPDATE, PhysicalResourceId, ResourceProperties: OWN, OldResourceProperties: OTHER };
    for (const settings of [world.settings, someMastersSettings({ cluster: OTHER.Cluster })])
      await expect(reconcileHooks(back, { ...world, settings })).resolves.toMatchObject({
        PhysicalResourceId,
        changed: [],
      });
    expect(calls).toEqual([]);
  });

  it('is put back also where the refused code, which finds no such masters, is still there', async () => {
    const { PhysicalResourceId } = await deployed();
    const back = { ...UPDATE, PhysicalResourceId, ResourceProperties: OWN, OldResourceProperties: OTHER };
    const { world } = scaling([]);
    const settings = someMastersSettings({ cluster: OTHER.Cluster });
    await expect(reconcileHooks(back, { ...world, settings })).resolves.toMatchObject({ changed: [] });
  });

  it('can be deleted all the same', async () => {
    const { hooks, world, PhysicalResourceId } = await deployed();
    await reconcileHooks({ ...DELETE, PhysicalResourceId, ResourceProperties: OTHER }, world);
    expect(hooks.get(GROUP_A)).toEqual([NTH, WARM]);
  });
});
