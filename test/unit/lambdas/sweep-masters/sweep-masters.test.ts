import { acquireLease } from '../../../../lambdas/acquire-lease/acquire-lease.ts';
import { pageOperator } from '../../../../lambdas/page-operator/page-operator.ts';
import { ERRORS } from '../../../../lambdas/shared/contract/errors.ts';
import { NamedError } from '../../../../lambdas/shared/domain/named-error.ts';
import { sweepMasters } from '../../../../lambdas/sweep-masters/sweep-masters.ts';
import { GROUP_A, GROUP_B, MASTER_A, MASTER_B, replacementOf } from '../../../support/masters.ts';
import { mastersControl } from '../../../support/masters-world.ts';

const NEW = 'i-0aaaaaaaaaaaaaaa2';
const VACANCY = 'vacant-control-plane-us-west-1a-masters-k8s-shop-test';
const NOTHING = { groups: 3, found: [], missed: 0, expiring: 0, leaseHeldSeconds: 0 };
const page = { heading: 'NoCapacity', reason: 'none of m5.large' } as const;

const held = (since: string, more: object = {}) => ({
  hook: 'shop-masters-terminating',
  transition: 'terminating' as const,
  since,
  lastHeartbeat: since,
  completed: false,
  ...more,
});

describe('SweepMasters', () => {
  it('finds nothing where every master is in service, however often', async () => {
    const world = mastersControl();
    for (let i = 0; i < 3; i++) await expect(sweepMasters(world)).resolves.toEqual(NOTHING);
    expect(world.replacements.started).toEqual([]);
  });

  it('counts the groups that it finds, none too', async () => {
    const world = mastersControl();
    world.groups = [];
    await expect(sweepMasters(world)).resolves.toEqual({ ...NOTHING, groups: 0 });
  });

  it('takes up a master that waits in a hook without anybody having heard of it, once', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    await expect(sweepMasters(world)).resolves.toEqual({
      ...NOTHING,
      found: [`${MASTER_A} of ${GROUP_A} waits in a hook, and no event told of it`],
      missed: 1,
    });
    expect(await world.kept(MASTER_A)).toMatchObject({
      actions: { [MASTER_A]: held('2026-03-01T09:55:00.000Z') },
      status: 'open',
    });
    await expect(sweepMasters(world)).resolves.toEqual(NOTHING);
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`]);
  });

  it('keeps the wait of a master that came into its hook when its replacement was open already', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    await world.begin(replacementOf(MASTER_A));
    await expect(sweepMasters(world)).resolves.toMatchObject({ missed: 1 });
    expect(await world.kept(MASTER_A)).toMatchObject({
      actions: { [MASTER_A]: held('2026-03-01T09:55:00.000Z') },
      attempt: 1,
    });
    await expect(sweepMasters(world)).resolves.toMatchObject({ found: [] });
  });

  it('lets a drained master serve again that must wait for the page of another one', async () => {
    const world = mastersControl();
    const marks = { draining: '2026-03-01T09:59:00Z' };
    const a = await world.begin(replacementOf(MASTER_A, { request: 'voluntary', marks }));
    await acquireLease(a, world);
    await expect(sweepMasters(world)).resolves.toMatchObject({ found: [] });
    expect(world.targets.calls).toEqual([]);
    world.setState(MASTER_B, 'terminated');
    const b = await world.begin(replacementOf(MASTER_B, { group: GROUP_B }));
    await acquireLease(b, world);
    await pageOperator({ ...b, page }, world);
    await expect(sweepMasters(world)).resolves.toMatchObject({
      found: [`${MASTER_A} was drained, and nobody takes it down now`],
      missed: 0,
    });
    expect(world.targets.calls).toEqual([`register ${MASTER_A}`]);
    expect(await world.kept(MASTER_A)).toMatchObject({ status: 'open', marks: {} });
    await expect(sweepMasters(world)).resolves.toMatchObject({ found: [] });
  });

  it.each([
    ['nothing', {}],
    ['one that comes', { [NEW]: 'Pending' }],
  ])('takes up the vacancy of a group with %s in it', async (_what, instances) => {
    const world = mastersControl();
    world.setGroup(GROUP_A, instances);
    await expect(sweepMasters(world)).resolves.toMatchObject({ missed: 1 });
    expect(world.replacements.started).toEqual([`${VACANCY}-1`]);
    await expect(sweepMasters(world)).resolves.toEqual(NOTHING);
  });

  it('takes up a vacancy that comes a second time as a new attempt', async () => {
    const world = mastersControl();
    await world.keep(replacementOf(VACANCY, { instance: '', status: 'replaced' }));
    world.setGroup(GROUP_A, {});
    await sweepMasters(world);
    expect(world.replacements.started).toEqual([`${VACANCY}-2`]);
  });

  it.each([
    ['its event is about to come', 'Terminating', undefined],
    [
      'an execution is at it',
      'Terminating:Wait',
      replacementOf(MASTER_A, { actions: { [MASTER_A]: held('2026-03-01T09:59:00Z') } }),
    ],
    ['a person is waited for', 'Terminating:Wait', replacementOf(MASTER_A, { status: 'paged', page })],
    [
      'a person looks after it',
      'Terminating:Wait',
      replacementOf(MASTER_A, {
        status: 'dismissed',
        statusAt: '2026-03-01T09:00:00Z',
        actions: { [MASTER_A]: held('2026-03-01T08:00:00Z') },
      }),
    ],
  ])('does not call missed where %s', async (_what, lifecycle, kept) => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: lifecycle });
    if (kept) await world.begin(kept);
    if (kept?.status === 'dismissed')
      await world.keep(replacementOf(VACANCY, { instance: '', status: 'dismissed' }));
    await expect(sweepMasters(world)).resolves.toMatchObject({ missed: 0 });
  });

  it('takes up a launched master that waits in a hook, beside the replacement that waits for it', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [NEW]: 'Pending:Wait' });
    await world.begin(replacementOf(MASTER_A));
    await expect(sweepMasters(world)).resolves.toMatchObject({ missed: 1 });
    expect((await world.kept(MASTER_A))?.actions[NEW]).toMatchObject({ transition: 'launching' });
    await expect(sweepMasters(world)).resolves.toEqual(NOTHING);
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`]);
  });

  it('takes up a launched master that nobody waits for as its group’s vacancy', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [NEW]: 'Pending:Wait' });
    await sweepMasters(world);
    expect(await world.kept(VACANCY)).toMatchObject({
      status: 'open',
      actions: { [NEW]: { transition: 'launching' } },
    });
  });

  it('starts anew what runs no more, at the same budgets', async () => {
    const world = mastersControl();
    world.setState(MASTER_A, 'terminated');
    world.setGroup(GROUP_A, {});
    await world.begin(replacementOf(MASTER_A));
    world.replacements.end(`${MASTER_A}-1`);
    world.now += 300_000;
    await expect(sweepMasters(world)).resolves.toMatchObject({
      found: [`attempt 1 of ${MASTER_A} does not run`],
      missed: 0,
    });
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`, `${MASTER_A}-2`]);
    expect(await world.kept(MASTER_A)).toEqual(replacementOf(MASTER_A, { attempt: 2 }));
    await expect(sweepMasters(world)).resolves.toEqual(NOTHING);
  });

  it('frees what a dead execution of a finished replacement left of the lease, and nothing else', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    world.setState(MASTER_B, 'terminated');
    await acquireLease(await world.begin(replacementOf(MASTER_A)), world);
    await acquireLease(await world.begin(replacementOf(MASTER_B, { group: GROUP_B })), world);
    await world.keep(replacementOf(MASTER_A, { status: 'replaced' }));
    world.setGroup(GROUP_A, { [NEW]: 'InService' });
    await sweepMasters(world);
    const lease = await world.lease();
    expect(lease.holder).toBeUndefined();
    expect(lease.recovering.map(({ replacement }) => replacement)).toEqual([MASTER_B]);
  });

  it.each([
    ['of which an event told', { [MASTER_A]: held('2026-03-01T09:40:00.000Z', { token: 'token' }) }, 2],
    ['of which no event told', {}, 1],
  ])('holds a master that waits in its hook while a person decides, %s', async (_what, actions, times) => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    await world.keep(replacementOf(MASTER_A, { status: 'paged', page, actions }));
    for (let sweeps = 1; sweeps <= 3; sweeps++) {
      world.now += 300_000;
      await sweepMasters(world);
    }
    // Every third of the time-out, which is 1,800 s, at the latest: the sweep is each 300 s.
    expect(world.heartbeats).toEqual(Array(times).fill(MASTER_A));
    await world.keep(replacementOf(MASTER_A, { status: 'dismissed', actions }));
    await sweepMasters(world);
    expect(world.heartbeats).toHaveLength(times);
  });

  // The time-out is 1,800 s, and the sweep is each 300 s: an execution that is at work has the first third to itself.
  it.each([
    ['leaves the heartbeats to an execution that is at work', 'open', 900, []],
    ['records the heartbeats that an execution doesn’t', 'open', 901, [MASTER_A]],
    ['records those of a paged one in the first third', 'paged', 300, []],
    ['records those of a paged one though its execution still tries to tell', 'paged', 301, [MASTER_A]],
  ] as const)('%s: %s, %i s after the last', async (_what, status, quietSeconds, heartbeats) => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    const since = new Date(world.now - quietSeconds * 1000).toISOString();
    const actions = { [MASTER_A]: held(since) };
    await world.begin(replacementOf(MASTER_A, { status, ...(status === 'paged' && { page }), actions }));
    for (let sweeps = 0; sweeps < 2; sweeps++) {
      await expect(sweepMasters(world)).resolves.toMatchObject({ found: [], missed: 0 });
      expect(world.heartbeats).toEqual(heartbeats);
    }
    const { lastHeartbeat } = (await world.kept(MASTER_A))?.actions[MASTER_A] ?? {};
    expect(lastHeartbeat).toBe(heartbeats.length > 0 ? '2026-03-01T10:00:00.000Z' : since);
  });

  it('holds a launched master at once of which no event told, where the next sweep would be too late', async () => {
    const world = mastersControl();
    world.settings = { ...world.settings, heartbeatSeconds: 540 };
    world.setGroup(GROUP_A, { [NEW]: 'Pending:Wait' });
    await world.begin(replacementOf(MASTER_A));
    await expect(sweepMasters(world)).resolves.toMatchObject({ missed: 1 });
    expect(world.heartbeats).toEqual([NEW]);
  });

  it('holds a paged master of whose wait no event told, also while its execution runs', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    await world.begin(replacementOf(MASTER_A, { status: 'paged', page }));
    for (let sweeps = 1; sweeps <= 3; sweeps++) {
      await expect(sweepMasters(world)).resolves.toMatchObject({ found: [] });
      world.now += 300_000;
    }
    expect(world.heartbeats).toEqual([MASTER_A]);
  });

  it('holds what it can when something else fails', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    world.setGroup(GROUP_B, { [MASTER_B]: 'Terminating:Wait' });
    const long = held('2026-03-01T09:40:00.000Z');
    await world.begin(replacementOf(MASTER_A, { actions: { [MASTER_A]: long } }));
    await world.begin(replacementOf(MASTER_B, { group: GROUP_B, actions: { [MASTER_B]: long } }));
    const { recordHeartbeat } = world.autoScaling;
    world.autoScaling.recordHeartbeat = async (action) => {
      if (action.instance === MASTER_A) throw new NamedError(ERRORS.transient, 'throttled');
      return await recordHeartbeat(action);
    };
    await expect(sweepMasters(world)).rejects.toThrow('throttled');
    expect(world.heartbeats).toEqual([MASTER_B]);
  });

  it('finishes a page that was cut off, once, and frees a lease whose page is decided', async () => {
    const world = mastersControl();
    const a = await world.begin(replacementOf(MASTER_A));
    world.topic.failure = new Error('cut off');
    await expect(pageOperator({ ...a, page }, world)).rejects.toThrow('cut off');
    await expect(sweepMasters(world)).resolves.toMatchObject({ found: [] });
    world.replacements.end(`${MASTER_A}-1`);
    await expect(sweepMasters(world)).resolves.toMatchObject({
      found: [`${MASTER_A} waits for a person, and nobody had been told`],
    });
    expect(world.topic.published).toHaveLength(1);
    await expect(sweepMasters(world)).resolves.toMatchObject({ found: [] });
    await world.keep(replacementOf(MASTER_A, { status: 'dismissed' }));
    await sweepMasters(world);
    expect((await world.lease()).broken).toBeUndefined();
  });

  it('leaves a vacancy to the person who looks after it, until the group is whole again', async () => {
    const world = mastersControl();
    await world.keep(replacementOf(VACANCY, { instance: '', status: 'dismissed' }));
    world.setGroup(GROUP_A, {});
    await expect(sweepMasters(world)).resolves.toEqual(NOTHING);
    world.setGroup(GROUP_A, { [NEW]: 'InService' });
    await expect(sweepMasters(world)).resolves.toMatchObject({
      found: [`${GROUP_A} is whole again`],
      missed: 0,
    });
    world.setGroup(GROUP_A, {});
    await expect(sweepMasters(world)).resolves.toMatchObject({ missed: 1 });
  });

  it('does all else when one thing fails, and says that it failed', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    world.setGroup(GROUP_B, { [MASTER_B]: 'Terminating:Wait' });
    world.replacements.failure = Object.assign(new Error('throttled'), { name: 'TransientFailure' });
    await expect(sweepMasters(world)).rejects.toMatchObject({ name: 'TransientFailure' });
    expect(world.replacements.started).toEqual([`${MASTER_B}-1`]);
    await sweepMasters(world);
    expect(world.replacements.started).toEqual([`${MASTER_B}-1`, `${MASTER_A}-2`]);
  });

  it.each([
    ['fresh', held('2026-03-01T09:59:00Z'), 0],
    ['two thirds gone', held('2026-03-01T09:39:00Z'), 1],
    ['held on', held('2026-03-01T09:00:00Z', { lastHeartbeat: '2026-03-01T09:55:00Z' }), 0],
    [
      'at the end of what AWS allows',
      held('2026-02-27T10:05:00Z', { lastHeartbeat: '2026-03-01T09:55:00Z' }),
      1,
    ],
    ['let go', held('2026-03-01T09:00:00Z', { completed: true }), 0],
  ])('counts what is about to be let go by AWS: %s', async (_what, action, expiring) => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    await world.begin(replacementOf(MASTER_A, { actions: { [MASTER_A]: action } }));
    await expect(sweepMasters(world)).resolves.toMatchObject({ expiring });
  });

  it('says how long the lease is held', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    await acquireLease(await world.begin(replacementOf(MASTER_A)), world);
    world.now += 1_234_000;
    await expect(sweepMasters(world)).resolves.toMatchObject({ leaseHeldSeconds: 1234 });
  });
});
