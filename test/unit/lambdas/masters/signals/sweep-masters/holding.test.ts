import { ERRORS } from '../../../../../../lambdas/masters/contract/errors.ts';
import { sweepMasters } from '../../../../../../lambdas/masters/signals/sweep-masters/sweep-masters.ts';
import { NamedError } from '../../../../../../lambdas/shared/domain/named-error.ts';
import {
  GROUP_A,
  GROUP_B,
  heldSince,
  MASTER_A,
  MASTER_B,
  replacementOf,
} from '../../../../../support/masters/masters.ts';
import { mastersControl } from '../../../../../support/masters/masters-world.ts';

const NEW = 'i-0aaaaaaaaaaaaaaa2';
const page = { heading: 'NoCapacity', reason: 'none of m5.large' } as const;

describe('What waits in a hook', () => {
  it.each([
    ['that an event reported', { [MASTER_A]: heldSince('2026-03-01T09:40:00.000Z', { token: 'token' }) }, 2],
    ['that no event reported', {}, 1],
  ])('extends the wait of a master while a person decides, %s', async (_what, actions, times) => {
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
    [
      'records those of a paged one though its execution still tries to send the page',
      'paged',
      301,
      [MASTER_A],
    ],
  ] as const)('%s: %s, %i s after the last', async (_what, status, quietSeconds, heartbeats) => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    const since = new Date(world.now - quietSeconds * 1000).toISOString();
    const actions = { [MASTER_A]: heldSince(since) };
    await world.begin(replacementOf(MASTER_A, { status, ...(status === 'paged' && { page }), actions }));
    for (let sweeps = 0; sweeps < 2; sweeps++) {
      await expect(sweepMasters(world)).resolves.toMatchObject({ found: [], missed: 0 });
      expect(world.heartbeats).toEqual(heartbeats);
    }
    const { lastHeartbeat } = (await world.kept(MASTER_A))?.actions[MASTER_A] ?? {};
    expect(lastHeartbeat).toBe(heartbeats.length > 0 ? '2026-03-01T10:00:00.000Z' : since);
  });

  it('extends the wait of a launched master that no event reported at once, if the next sweep would be too late', async () => {
    const world = mastersControl();
    world.settings = { ...world.settings, heartbeatSeconds: 540 };
    world.setGroup(GROUP_A, { [NEW]: 'Pending:Wait' });
    await world.begin(replacementOf(MASTER_A));
    await expect(sweepMasters(world)).resolves.toMatchObject({ missed: 1 });
    expect(world.heartbeats).toEqual([NEW]);
  });

  it('extends the wait of a paged master that no event reported, even while its execution runs', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    await world.begin(replacementOf(MASTER_A, { status: 'paged', page }));
    for (let sweeps = 1; sweeps <= 3; sweeps++) {
      await expect(sweepMasters(world)).resolves.toMatchObject({ found: [] });
      world.now += 300_000;
    }
    expect(world.heartbeats).toEqual([MASTER_A]);
  });

  it('extends the waits that it can when something else fails', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    world.setGroup(GROUP_B, { [MASTER_B]: 'Terminating:Wait' });
    const long = heldSince('2026-03-01T09:40:00.000Z');
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

  it.each([
    ['fresh', heldSince('2026-03-01T09:59:00Z'), 0],
    ['two thirds gone', heldSince('2026-03-01T09:39:00Z'), 1],
    ['extended', heldSince('2026-03-01T09:00:00Z', { lastHeartbeat: '2026-03-01T09:55:00Z' }), 0],
    [
      'at the end of what AWS allows',
      heldSince('2026-02-27T10:05:00Z', { lastHeartbeat: '2026-03-01T09:55:00Z' }),
      1,
    ],
    ['released', heldSince('2026-03-01T09:00:00Z', { completed: true }), 0],
  ])('counts what AWS is about to release: %s', async (_what, action, expiring) => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    await world.begin(replacementOf(MASTER_A, { actions: { [MASTER_A]: action } }));
    await expect(sweepMasters(world)).resolves.toMatchObject({ expiring });
  });
});
