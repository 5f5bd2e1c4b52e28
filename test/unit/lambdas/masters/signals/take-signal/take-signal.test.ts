import { takeSignal } from '../../../../../../lambdas/masters/signals/take-signal/take-signal.ts';
import {
  GROUP_A,
  groupOf,
  instanceOf,
  MASTER_A,
  replacementOf,
} from '../../../../../support/masters/masters.ts';
import { AT, launchEvent, spotEvent, stateEvent, terminateEvent } from './events.ts';
import { worldOf } from './world.ts';

const NEW = 'i-0aaaaaaaaaaaaaaa2';
const VACANCY = 'vacant-control-plane-us-west-1a-masters-k8s-shop-test';

describe('an event that AWS confirms', () => {
  it('of a terminating master opens its replacement, keeps its action and starts it', async () => {
    const world = worldOf();
    await expect(takeSignal(terminateEvent(), world)).resolves.toMatchObject({ taken: 'opened' });
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`]);
    expect((await world.journal.replacement(MASTER_A))?.value).toEqual({
      ...replacementOf(MASTER_A),
      origin: `EC2 Instance-terminate Lifecycle Action of ${MASTER_A} at ${AT}`,
      statusAt: '2026-03-01T10:00:02Z',
      actions: {
        [MASTER_A]: {
          hook: 'shop-masters-terminating',
          transition: 'terminating',
          token: '87654321-4321-4321-4321-210987654321',
          since: AT,
          lastHeartbeat: AT,
          completed: false,
        },
      },
    });
  });

  it('is taken once, however often it comes', async () => {
    const world = worldOf();
    const taken = [];
    for (let i = 0; i < 100; i++) taken.push((await takeSignal(terminateEvent(), world)).taken);
    expect(taken).toEqual(['opened', ...Array.from({ length: 99 }, () => 'repeated')]);
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`]);
  });

  it('is taken by 20 at once as by one', async () => {
    const world = worldOf();
    await Promise.all(Array.from({ length: 20 }, () => takeSignal(terminateEvent(), world)));
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`]);
    expect((await world.journal.replacement(MASTER_A))?.value.attempt).toBe(1);
  });

  it.each([
    ['shutting-down', 'InService', stateEvent('shutting-down')],
    ['terminated', 'Terminating:Wait', stateEvent('terminated')],
    ['stopped', 'InService', stateEvent('stopped')],
    ['shutting-down', 'InService', spotEvent()],
  ])(
    'of an instance that is %s (%s) opens its replacement without a hook',
    async (state, lifecycle, event) => {
      const world = worldOf({ lifecycle, state });
      await expect(takeSignal(event, world)).resolves.toMatchObject({ taken: 'opened' });
      expect((await world.journal.replacement(MASTER_A))?.value.actions).toEqual({});
    },
  );

  it('out of order still ends in one replacement with its action', async () => {
    const world = worldOf({ state: 'shutting-down' });
    await takeSignal(stateEvent('terminated'), world);
    await expect(takeSignal(terminateEvent(), world)).resolves.toMatchObject({ taken: 'joined' });
    await takeSignal(stateEvent('shutting-down'), world);
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`]);
    expect(Object.keys((await world.journal.replacement(MASTER_A))?.value.actions ?? {})).toEqual([MASTER_A]);
  });

  it.each([[['t-1', 't-2']], [['t-1', 't-2', 't-1']], [['t-1', 't-2', 't-1', 't-3']]])(
    'with the tokens %j leaves the action without any: Auto Scaling goes by the instance',
    async (tokens) => {
      const world = worldOf();
      for (const token of tokens) await takeSignal(terminateEvent({ LifecycleActionToken: token }), world);
      const action = (await world.journal.replacement(MASTER_A))?.value.actions[MASTER_A];
      expect(action).toMatchObject({ disputed: true, since: AT });
      expect(action).not.toHaveProperty('token');
    },
  );

  it('by a clock that is ahead begins no later than now', async () => {
    const world = worldOf();
    await takeSignal(terminateEvent({}, { time: '2026-03-01T10:07:00Z' }), world);
    const now = '2026-03-01T10:00:02Z';
    expect((await world.journal.replacement(MASTER_A))?.value).toMatchObject({
      since: now,
      actions: { [MASTER_A]: { since: now, lastHeartbeat: now } },
    });
  });

  it.each(['LifecycleActionToken', 'AutoScalingGroupName', 'LifecycleHookName'])(
    'by AWS but with a %s longer than any is ignored, and nothing of it is kept',
    async (field) => {
      const world = worldOf();
      const taken = await takeSignal(terminateEvent({ [field]: 'x'.repeat(256) }), world);
      expect(taken).toMatchObject({ taken: 'ignored', reason: expect.stringContaining(`detail.${field}`) });
      expect(taken.reason.length).toBeLessThan(300);
      expect(world.asked).toBe(0);
    },
  );

  it('of a launch is kept with the replacement that waits for it', async () => {
    const world = worldOf();
    await takeSignal(terminateEvent(), world);
    world.groups = [groupOf(GROUP_A, { [NEW]: 'Pending:Wait' })];
    await expect(takeSignal(launchEvent(), world)).resolves.toMatchObject({ taken: 'joined' });
    const kept = await world.journal.unfinished();
    expect(kept.map(({ value }) => Object.keys(value.actions))).toEqual([[MASTER_A, NEW]]);
  });

  it('of a launch that nobody waits for opens the vacancy of its group', async () => {
    const world = worldOf();
    world.groups = [groupOf(GROUP_A, { [NEW]: 'Pending:Wait' })];
    await expect(takeSignal(launchEvent(), world)).resolves.toMatchObject({ taken: 'opened' });
    expect(world.replacements.started).toEqual([`${VACANCY}-1`]);
    expect((await world.journal.replacement(VACANCY))?.value).toMatchObject({
      instance: '',
      actions: { [NEW]: { transition: 'launching', hook: 'shop-masters-launching' } },
    });
  });

  it('of a launch beside a master that leaves opens the replacement of that master, which its own event joins', async () => {
    const world = worldOf();
    world.groups = [groupOf(GROUP_A, { [MASTER_A]: 'Terminating', [NEW]: 'Pending:Wait' })];
    await expect(takeSignal(launchEvent(), world)).resolves.toMatchObject({ taken: 'opened' });
    world.groups = [groupOf(GROUP_A, { [MASTER_A]: 'Terminating:Wait', [NEW]: 'Pending:Wait' })];
    await expect(takeSignal(terminateEvent(), world)).resolves.toMatchObject({ taken: 'joined' });
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`]);
    const actions = (await world.journal.replacement(MASTER_A))?.value.actions ?? {};
    expect(Object.keys(actions).toSorted()).toEqual([MASTER_A, NEW].toSorted());
  });

  it('of a launch beside a master whose replacement is over opens the vacancy', async () => {
    const world = worldOf();
    world.groups = [groupOf(GROUP_A, { [MASTER_A]: 'Terminating:Wait', [NEW]: 'Pending:Wait' })];
    await world.journal.putReplacement(undefined, replacementOf(MASTER_A, { status: 'replaced' }));
    await expect(takeSignal(launchEvent(), world)).resolves.toMatchObject({ taken: 'opened' });
    expect(world.replacements.started).toEqual([`${VACANCY}-1`]);
  });

  it('joins what was paged, and starts nothing: a person decides', async () => {
    const world = worldOf();
    await world.journal.putReplacement(undefined, replacementOf(MASTER_A, { status: 'paged' }));
    await expect(takeSignal(terminateEvent(), world)).resolves.toMatchObject({ taken: 'joined' });
    expect(world.replacements.started).toEqual([]);
  });

  it('is delivered again when AWS cannot be asked, and taken then', async () => {
    const world = worldOf();
    world.replacements.failure = Object.assign(new Error('throttled'), { name: 'TransientFailure' });
    await expect(takeSignal(terminateEvent(), world)).rejects.toMatchObject({ name: 'TransientFailure' });
    await expect(takeSignal(terminateEvent(), world)).resolves.toMatchObject({ taken: 'joined' });
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`]);
  });
});

describe('what was over', () => {
  const day = 86_400_000;

  it('is not begun again by an event that comes a day late', async () => {
    const world = worldOf();
    const replaced = replacementOf(MASTER_A, { status: 'replaced', statusAt: '2026-03-01T10:30:00Z' });
    await world.journal.putReplacement(undefined, replaced);
    world.groups = [groupOf(GROUP_A, { [NEW]: 'InService' })];
    world.known = [];
    world.now += day;
    const taken: string[] = [];
    for (const event of [terminateEvent(), launchEvent(), stateEvent('terminated'), spotEvent()])
      taken.push((await takeSignal(event, world)).taken);
    expect(taken).toEqual(['ignored', 'ignored', 'unknown', 'unknown']);
    expect(world.replacements.started).toEqual([]);
    expect((await world.journal.replacement(MASTER_A))?.value).toEqual(replaced);
  });

  it('does not begin at all by one that comes a day late, when the group is whole', async () => {
    const world = worldOf();
    world.groups = [groupOf(GROUP_A, { [NEW]: 'InService' })];
    world.known = [instanceOf(MASTER_A, 'terminated', GROUP_A)];
    world.now += day;
    await expect(takeSignal(terminateEvent(), world)).resolves.toMatchObject({
      taken: 'ignored',
      reason: expect.stringContaining('has all its masters in service'),
    });
  });

  it.each([
    { what: 'happened before', dismissedAt: '2026-03-01T10:00:01Z', actions: {}, taken: 'ignored' },
    { what: 'happened after', dismissedAt: '2026-03-01T09:00:00Z', actions: {}, taken: 'opened' },
    {
      what: 'was known',
      dismissedAt: '2026-03-01T09:00:00Z',
      actions: {
        [MASTER_A]: {
          hook: 'h',
          transition: 'terminating',
          since: AT,
          lastHeartbeat: AT,
          completed: true,
        },
      } as const,
      taken: 'ignored',
    },
  ])(
    'by a person is taken up again only for what is news: $what',
    async ({ dismissedAt, actions, taken }) => {
      const world = worldOf();
      await world.journal.putReplacement(
        undefined,
        replacementOf(MASTER_A, { status: 'dismissed', statusAt: dismissedAt, actions, attempt: 3 }),
      );
      await expect(takeSignal(terminateEvent(), world)).resolves.toMatchObject({ taken });
      expect(world.replacements.started).toEqual(taken === 'opened' ? [`${MASTER_A}-4`] : []);
    },
  );
});

describe('a Spot warning', () => {
  it('of a master that serves is kept, for nobody to count on it, and begins nothing', async () => {
    const world = worldOf({ lifecycle: 'InService', state: 'running' });
    for (let i = 0; i < 2; i++)
      await expect(takeSignal(spotEvent(), world)).resolves.toMatchObject({
        taken: 'warned',
        reason: expect.stringContaining(
          'will be interrupted soon and no longer counts: Auto Scaling says InService',
        ),
      });
    expect(await world.journal.warnings()).toEqual({ value: { [MASTER_A]: AT }, version: 1 });
    expect(await world.journal.unfinished()).toEqual([]);
    expect(world.replacements.started).toEqual([]);
  });

  it('of one that waits in our hook is kept too: no hook stops EC2', async () => {
    const world = worldOf();
    await expect(takeSignal(spotEvent(), world)).resolves.toMatchObject({ taken: 'opened' });
    expect((await world.journal.warnings()).value).toEqual({ [MASTER_A]: AT });
  });

  it('of no master of ours is not kept', async () => {
    const world = worldOf({ lifecycle: 'InService' });
    await takeSignal(spotEvent('i-0eeeeeeeeeeeeeee1'), world);
    await takeSignal({ ...spotEvent(), account: '999999999999' }, world);
    expect(await world.journal.warnings()).toEqual({ value: {}, version: 0 });
  });

  it('is delivered again when it could not be kept', async () => {
    const world = worldOf({ lifecycle: 'InService' });
    world.journal.putWarnings = async () => false;
    await expect(takeSignal(spotEvent(), world)).rejects.toMatchObject({ name: 'TransientFailure' });
  });
});
