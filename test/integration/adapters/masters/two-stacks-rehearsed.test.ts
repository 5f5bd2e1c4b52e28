import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { AwsAutoScaling } from '../../../../lambdas/masters/adapters/auto-scaling.ts';
import { reconcileHooks } from '../../../../lambdas/masters/signals/reconcile-hooks/reconcile-hooks.ts';
import { MemoryMastersJournal } from '../../../fakes/masters/memory-masters-journal.ts';
import { someMastersSettings } from '../../../support/masters/masters.ts';
import { CLUSTER, GROUP_A } from '../../../unit/rehearsal/compute/shop-masters.ts';
import { mastersAccount } from '../../gateway/masters-account.ts';
import { FUNCTION_CREDENTIALS } from '../../gateway/policies.ts';

const hooksNamed = (name: string) => ({
  Cluster: CLUSTER,
  TerminatingHook: `${name}-terminating`,
  LaunchingHook: `${name}-launching`,
});

/** What CloudFormation asks for, and the settings that the function has. */
function stack(name: string) {
  const hooks = { terminating: `${name}-terminating`, launching: `${name}-launching` };
  return { settings: someMastersSettings({ name, hooks }), ResourceProperties: hooksNamed(name) };
}

it('two stacks of one cluster: the second is refused, but for a change of name, and comes when the first has gone', async () => {
  const masters = await mastersAccount();
  const client = new AutoScalingClient(masters.account.client(FUNCTION_CREDENTIALS));
  const autoScaling = new AwsAutoScaling(CLUSTER, client);
  const [first, second] = [stack('shop-masters'), stack('eu-masters')];
  const ask = ({ settings, ResourceProperties }: typeof first, request: object) =>
    reconcileHooks(
      { PhysicalResourceId: 'hooks', ResourceProperties, ...request },
      { settings, autoScaling, journal: new MemoryMastersJournal(), clock: { now: Date.now } },
    );
  const keepers = async () =>
    (await autoScaling.hooks(GROUP_A)).map(({ metadata }) => JSON.parse(metadata)['kops-cutover']);
  try {
    // The hooks that are there already say nothing of whose they are.
    await ask(first, { RequestType: 'Create' });
    expect(await keepers()).toEqual(['shop-masters', 'shop-masters']);
    await expect(ask(second, { RequestType: 'Create' })).rejects.toMatchObject({
      name: 'MastersKeptByAnother',
    });
    expect(await keepers()).toEqual(['shop-masters', 'shop-masters']);
    const renamed = { RequestType: 'Update', OldResourceProperties: first.ResourceProperties };
    await ask(second, renamed);
    expect(await keepers()).toEqual(['eu-masters', 'eu-masters']);
    await ask(second, { RequestType: 'Delete' });
    expect(await keepers()).toEqual([]);
    await ask(first, { RequestType: 'Create' });
    expect(await keepers()).toEqual(['shop-masters', 'shop-masters']);
  } finally {
    client.destroy();
    await masters.account.stop();
  }
});
