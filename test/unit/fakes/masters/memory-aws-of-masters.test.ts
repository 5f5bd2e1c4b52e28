import { groupNameOf, Masters } from '../../../support/masters/masters-cluster.ts';

const action = (masters: Masters, change: object = {}) => ({
  group: groupNameOf('a'),
  hook: masters.settings.hooks.terminating,
  instance: 'i-a',
  token: 'token',
  ...change,
});

describe('Auto Scaling in memory', () => {
  it.each([
    ['another group', { group: groupNameOf('b') }],
    ['another hook', { hook: 'kops-warmpool' }],
    ['another instance', { instance: 'i-b' }],
    ['another token', { token: 'another' }],
  ])('finds no action by %s', async (_what, change) => {
    const masters = new Masters();
    masters.hold();
    await expect(masters.autoScaling.recordHeartbeat(action(masters, change))).resolves.toBe('no-action');
    await expect(masters.autoScaling.complete(action(masters, change))).resolves.toBe('no-action');
    expect(masters.autoScaling.waits).toHaveLength(1);
  });

  it('lets an instance go once, and moves it on', async () => {
    const masters = new Masters();
    masters.hold();
    await expect(masters.autoScaling.recordHeartbeat(action(masters))).resolves.toBe('recorded');
    await expect(masters.autoScaling.complete(action(masters, { token: undefined }))).resolves.toBe(
      'completed',
    );
    await expect(masters.autoScaling.complete(action(masters))).resolves.toBe('no-action');
    expect(masters.autoScaling.found.get(groupNameOf('a'))?.instances).toMatchObject([
      { id: 'i-a', lifecycle: 'Terminating:Proceed' },
    ]);
  });

  it('terminates what it knows, and fails on request', async () => {
    const { autoScaling } = new Masters();
    await expect(autoScaling.terminate('i-a')).resolves.toBe('terminating');
    await expect(autoScaling.terminate('i-x')).resolves.toBe('gone');
    autoScaling.failures.set('groups', new Error('Throttling'));
    await expect(autoScaling.groups()).rejects.toThrow('Throttling');
  });
});

describe('EC2 in memory', () => {
  it('detaches by force only from what has terminated', async () => {
    const { instances } = new Masters();
    for (const state of ['running', 'shutting-down', 'stopped']) {
      instances.setState('i-a', state);
      await expect(instances.detachByForce('vol-main-a', 'i-a')).rejects.toThrow(state);
    }
    instances.setState('i-a', 'terminated');
    await expect(instances.detachByForce('vol-main-a', 'i-b')).rejects.toThrow('running');
    await expect(instances.detachByForce('vol-main-a', 'i-a')).resolves.toBe('detaching');
    await expect(instances.detachByForce('vol-main-a', 'i-a')).resolves.toBe('not-attached');
  });

  it('refuses to be asked for no instance, and leaves out those that it does not know', async () => {
    const { instances } = new Masters();
    await expect(instances.describe([])).rejects.toThrow();
    expect((await instances.describe(['i-a', 'i-x'])).map(({ id }) => id)).toEqual(['i-a']);
  });
});

describe('load balancers in memory', () => {
  it('drain what is taken out, and take back what is registered', async () => {
    const { targets } = new Masters();
    const places = { targetGroupArns: ['arn:tcp'], loadBalancers: ['classic'] };
    const states = async () => (await targets.health(places, 'i-a')).map(({ state }) => state);
    expect(await states()).toEqual(['healthy', 'unused']);
    await targets.deregister(places, 'i-a');
    expect(await states()).toEqual(['draining', 'unused']);
    await targets.register(places, 'i-a');
    expect(await states()).toEqual(['healthy', 'healthy']);
  });
});
