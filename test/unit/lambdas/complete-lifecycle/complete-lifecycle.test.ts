import { completeLifecycle } from '../../../../lambdas/complete-lifecycle/complete-lifecycle.ts';
import type { Phase } from '../../../../lambdas/shared/contract/masters/payloads.ts';
import type { KeptAction } from '../../../../lambdas/shared/ports/masters/masters-store.ts';
import { Masters } from '../../../support/masters-cluster.ts';

const complete = (masters: Masters, phase: Phase = 'confirm') =>
  completeLifecycle(masters.payload(phase), masters.world);

function actionWith(masters: Masters, token?: string): { actions: Record<string, KeptAction> } {
  const since = masters.at();
  const kept = { hook: 'shop-masters-terminating', transition: 'terminating', since } as const;
  const tokened = token === undefined ? {} : { token };
  return { actions: { 'i-a': { ...kept, ...tokened, lastHeartbeat: since, completed: false } } };
}

describe('CompleteLifecycle', () => {
  it.each([
    ['the token that was heard of', 'token', ['complete i-a']],
    ['no token, where its event was lost', undefined, ['complete i-a']],
    ['a token that does not fit, and then without', 'another', ['complete i-a', 'complete i-a']],
  ])('lets a held master go by %s', async (_what, token, calls) => {
    const masters = new Masters();
    await masters.begin({ ...actionWith(masters, token), marks: { cleared: masters.at() } });
    masters.hold('token');
    await expect(complete(masters)).resolves.toMatchObject({ outcome: 'completed' });
    expect(masters.autoScaling.calls).toEqual(calls);
    expect(masters.autoScaling.waits).toEqual([]);
    expect((await masters.kept()).actions['i-a']?.completed).toBe(true);
  });

  it('takes it for success that somebody else let it go', async () => {
    const masters = new Masters();
    await masters.begin({ ...actionWith(masters, 'token'), marks: { cleared: masters.at() } });
    masters.autoScaling.setLifecycle(masters.ref.group, 'i-a', 'Terminating:Wait');
    await expect(complete(masters)).resolves.toMatchObject({ outcome: 'completed' });
    expect((await masters.kept()).actions['i-a']?.completed).toBe(true);
  });

  it('terminates for a voluntary request, waits for the hook, and asks the gate before it lets go', async () => {
    const masters = new Masters();
    await masters.begin({ request: 'voluntary', marks: { cleared: masters.at() } });
    await expect(complete(masters)).resolves.toMatchObject({ outcome: 'pending', pauseSeconds: 15 });
    await expect(complete(masters, 'complete')).resolves.toMatchObject({ outcome: 'pending' });
    expect(masters.autoScaling.calls).toEqual(['terminate i-a']);
    masters.hold();
    masters.now += 61_000;
    await expect(complete(masters, 'complete')).resolves.toMatchObject({ outcome: 'stale', pauseSeconds: 1 });
    expect(masters.autoScaling.calls).toEqual(['terminate i-a']);
    await masters.change({ marks: { cleared: masters.at() } });
    await expect(complete(masters, 'complete')).resolves.toMatchObject({ outcome: 'completed' });
  });

  it('lets go a dead master before its replacement is admitted, and one that runs never', async () => {
    const masters = new Masters();
    await masters.begin(actionWith(masters, 'token'));
    masters.hold('token');
    await complete(masters, 'launch');
    expect(masters.autoScaling.calls).toEqual([]);
    masters.instances.setState('i-a', 'terminated');
    masters.launch('a', 'i-new', 'Pending:Wait');
    await expect(complete(masters, 'launch')).resolves.toMatchObject({ outcome: 'completed' });
    expect(masters.autoScaling.calls).toEqual(['complete i-a']);
    await complete(masters, 'launch');
    expect(masters.autoScaling.calls).toEqual(['complete i-a', 'complete i-new']);
  });

  it('terminates nothing by a gate that was not asked, or long ago', async () => {
    const masters = new Masters();
    await masters.begin({ request: 'voluntary' });
    await expect(complete(masters)).resolves.toMatchObject({ outcome: 'stale' });
    await masters.change({ marks: { cleared: masters.at(-61) } });
    await expect(complete(masters)).resolves.toMatchObject({ outcome: 'stale' });
    expect(masters.autoScaling.calls).toEqual([]);
  });

  it('never terminates for an involuntary one', async () => {
    const masters = new Masters();
    await masters.begin({ marks: { cleared: masters.at() } });
    await expect(complete(masters)).resolves.toMatchObject({ outcome: 'completed' });
    expect(masters.autoScaling.calls).toEqual([]);
  });

  it('admits a replacement that waits, and only that', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.kill('a');
    masters.launch('a', 'i-new', 'Pending:Wait');
    const hook = masters.settings.hooks.launching;
    masters.autoScaling.waits.push({ group: masters.ref.group, hook, instance: 'i-new', token: 'x' });
    await expect(complete(masters, 'launch')).resolves.toMatchObject({
      outcome: 'completed',
      pauseSeconds: 15,
    });
    await expect(complete(masters, 'launch')).resolves.toMatchObject({
      reason: 'No replacement waits to be admitted.',
    });
    expect(masters.autoScaling.calls).toEqual(['complete i-new']);
  });

  it.each([
    ['another holds it', { holder: { executionArn: 'arn:x', replacement: 'i-b', since: '', reason: '' } }],
    ['it was taken anew', { fencing: 2 }],
    [
      'it was broken',
      { broken: { replacement: 'i-b', at: '', page: { heading: 'NoCapacity', reason: '' } } },
    ],
  ] as const)('touches nothing once the lease is lost: %s', async (_what, lease) => {
    const masters = new Masters();
    await masters.begin({ request: 'voluntary', marks: { cleared: masters.at() } }, lease);
    await expect(complete(masters)).rejects.toThrow(expect.objectContaining({ name: 'LeaseLost' }));
    expect(masters.autoScaling.calls).toEqual([]);
  });
});
