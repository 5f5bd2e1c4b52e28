import type { Phase } from '../../../../../../lambdas/masters/contract/payloads.ts';
import type { LifecycleAction } from '../../../../../../lambdas/masters/domain/auto-scaling-group.ts';
import type { KeptAction } from '../../../../../../lambdas/masters/domain/replacement.ts';
import { completeLifecycle } from '../../../../../../lambdas/masters/replace-master/complete-lifecycle/complete-lifecycle.ts';
import { Masters } from '../../../../../support/masters/masters-cluster.ts';

const complete = async (masters: Masters, phase: Phase = 'confirm') =>
  completeLifecycle(await masters.judged(phase), masters.world);

function actionWith(masters: Masters, token?: string): { actions: Record<string, KeptAction> } {
  const since = masters.at();
  const kept = { hook: 'shop-masters-terminating', transition: 'terminating', since } as const;
  const tokened = token === undefined ? {} : { token };
  return { actions: { 'i-a': { ...kept, ...tokened, lastHeartbeat: since, completed: false } } };
}

/** Another execution recovers the master of b, says the lease: more is not known of it yet. */
async function recoverAnother({ journal }: Masters): Promise<void> {
  const before = await journal.lease();
  const other = {
    executionArn: 'arn:b',
    replacement: 'i-b',
    since: '2027-03-01T00:00:00Z',
    reason: 'it is gone',
  };
  await journal.putLease(before, { ...before.value, recovering: [other] });
}

describe('CompleteLifecycle', () => {
  it.each([
    ['the token that was heard of', 'token', ['complete i-a']],
    ['no token, where its event was lost', undefined, ['complete i-a']],
    ['a token that does not fit, and then without', 'another', ['complete i-a', 'complete i-a']],
  ])('releases a waiting master by %s', async (_what, token, calls) => {
    const masters = new Masters();
    await masters.begin(actionWith(masters, token));
    masters.hold('token');
    await expect(complete(masters)).resolves.toMatchObject({ outcome: 'completed' });
    expect(masters.autoScaling.calls).toEqual(calls);
    expect(masters.autoScaling.waits).toEqual([]);
    expect((await masters.kept()).actions['i-a']?.completed).toBe(true);
  });

  it('takes it for success that somebody else let it go', async () => {
    const masters = new Masters();
    await masters.begin(actionWith(masters, 'token'));
    masters.autoScaling.setLifecycle(masters.ref.group, 'i-a', 'Terminating:Wait');
    await expect(complete(masters)).resolves.toMatchObject({ outcome: 'completed' });
    expect((await masters.kept()).actions['i-a']?.completed).toBe(true);
  });

  it('terminates for a voluntary request, waits for the hook, and releases', async () => {
    const masters = new Masters();
    await masters.begin({ request: 'voluntary' });
    await expect(complete(masters)).resolves.toMatchObject({ outcome: 'pending', pauseSeconds: 15 });
    await expect(complete(masters)).resolves.toMatchObject({ outcome: 'pending' });
    expect(masters.autoScaling.calls).toEqual(['terminate i-a']);
    masters.hold();
    await expect(complete(masters)).resolves.toMatchObject({ outcome: 'completed' });
    expect(masters.autoScaling.calls).toEqual(['terminate i-a', 'complete i-a']);
  });

  describe.each([
    ['voluntary', 'is not terminated', (_masters: Masters) => {}],
    ['involuntary', 'is not released from its hook', (masters: Masters) => masters.hold()],
  ] as const)('%s: a running master %s', (request, _what, prepare) => {
    it.each<[string, (masters: Masters) => unknown]>([
      [
        'another was terminated since the gate was asked',
        (masters) => masters.instances.setState('i-b', 'shutting-down'),
      ],
      ['another’s volume was detached since', (masters) => masters.instances.attach('vol-events-c', '')],
      ['the lease says that another is being recovered', (masters) => recoverAnother(masters)],
      ['EC2 warned of another since', (masters) => masters.warn('i-b')],
      ['the masters were asked too long ago', (masters) => (masters.now += 11_000)],
    ])('when %s', async (_why, happens) => {
      const masters = new Masters();
      await masters.begin({ request });
      prepare(masters);
      const judged = await masters.judged('confirm');
      await happens(masters);
      await expect(completeLifecycle(judged, masters.world)).resolves.toMatchObject({
        outcome: 'stale',
        pauseSeconds: 1,
      });
      expect(masters.autoScaling.calls).toEqual([]);
    });

    it('when AWS took too long to say how the masters are', async () => {
      const masters = new Masters();
      await masters.begin({ request });
      prepare(masters);
      const judged = await masters.judged('confirm');
      const { world } = masters;
      const etcdVolumes = async () => {
        masters.now += 6_000;
        return world.instances.etcdVolumes();
      };
      const instances = { etcdVolumes, describe: (ids: readonly string[]) => world.instances.describe(ids) };
      await expect(completeLifecycle(judged, { ...world, instances })).resolves.toMatchObject({
        outcome: 'stale',
        reason: expect.stringContaining('what AWS reported is 6 s old'),
      });
      expect(masters.autoScaling.calls).toEqual([]);
    });
  });

  it('does not try without the token what it may not do any more', async () => {
    const masters = new Masters();
    await masters.begin(actionWith(masters, 'another'));
    masters.hold('token');
    const { world } = masters;
    const slow = async (action: LifecycleAction) => {
      masters.now += 6_000;
      return world.autoScaling.complete(action);
    };
    const autoScaling = {
      groups: () => world.autoScaling.groups(),
      complete: slow,
      terminate: slow as never,
    };
    await expect(
      completeLifecycle(await masters.judged('confirm'), { ...world, autoScaling }),
    ).resolves.toEqual({
      outcome: 'stale',
      reason: 'what AWS reported is 6 s old; at most 5 s are allowed.',
      pauseSeconds: 1,
    });
    expect(masters.autoScaling.calls).toEqual(['complete i-a']);
    expect((await masters.kept()).actions['i-a']?.completed).toBe(false);
  });

  it('releases a dead master before its replacement is admitted, and never one that runs', async () => {
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

  it('never terminates for an involuntary one', async () => {
    const masters = new Masters();
    await masters.begin();
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
    await masters.begin({ request: 'voluntary' }, lease);
    await expect(complete(masters)).rejects.toThrow(expect.objectContaining({ name: 'LeaseLost' }));
    expect(masters.autoScaling.calls).toEqual([]);
  });
});
