import fc from 'fast-check';
import type { AutoScalingGroup } from '../../../../lambdas/shared/ports/masters/auto-scaling.ts';
import type { Instance } from '../../../../lambdas/shared/ports/masters/instances.ts';
import { type SignalWorld, takeSignal } from '../../../../lambdas/take-signal/take-signal.ts';
import { MemoryMastersStore } from '../../../fakes/memory-masters-store.ts';
import { MemoryReplacements } from '../../../fakes/memory-replacements.ts';
import {
  GROUP_A,
  GROUP_B,
  groupOf,
  instanceOf,
  MASTER_A,
  MASTER_B,
  replacementOf,
  someMastersSettings,
} from '../../../support/masters.ts';
import { AT, launchEvent, spotEvent, stateEvent, TEST_NOTIFICATION, terminateEvent } from './events.ts';

const NEW = 'i-0aaaaaaaaaaaaaaa2';
const VACANCY = 'vacant-control-plane-us-west-1a-masters-k8s-shop-test';

interface TestWorld extends SignalWorld {
  readonly store: MemoryMastersStore;
  readonly replacements: MemoryReplacements;
  groups: AutoScalingGroup[];
  known: Instance[];
  now: number;
  asked: number;
}

/** Three masters, of which A goes. */
function worldOf({ lifecycle = 'Terminating:Wait', state = 'running' } = {}): TestWorld {
  const world: TestWorld = {
    settings: someMastersSettings(),
    clock: { now: () => world.now },
    store: new MemoryMastersStore(),
    replacements: new MemoryReplacements(),
    groups: [groupOf(GROUP_A, { [MASTER_A]: lifecycle }), groupOf(GROUP_B, { [MASTER_B]: 'InService' })],
    known: [
      instanceOf(MASTER_A, state, GROUP_A),
      instanceOf(MASTER_B, 'running', GROUP_B),
      instanceOf('i-0eeeeeeeeeeeeeee1', 'terminated', 'nodes.k8s.shop.test'),
    ],
    now: Date.parse(AT) + 2000,
    asked: 0,
    autoScaling: {
      groups: async () => {
        world.asked++;
        return world.groups;
      },
    },
    instances: { describe: async (ids) => world.known.filter(({ id }) => ids.includes(id)) },
  };
  return world;
}

describe('an event that AWS confirms', () => {
  it('of a terminating master opens its replacement, keeps its action and starts it', async () => {
    const world = worldOf();
    await expect(takeSignal(terminateEvent(), world)).resolves.toMatchObject({ taken: 'opened' });
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`]);
    expect((await world.store.replacement(MASTER_A))?.value).toEqual({
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
    expect((await world.store.replacement(MASTER_A))?.value.attempt).toBe(1);
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
      expect((await world.store.replacement(MASTER_A))?.value.actions).toEqual({});
    },
  );

  it('out of order still ends in one replacement with its action', async () => {
    const world = worldOf({ state: 'shutting-down' });
    await takeSignal(stateEvent('terminated'), world);
    await expect(takeSignal(terminateEvent(), world)).resolves.toMatchObject({ taken: 'joined' });
    await takeSignal(stateEvent('shutting-down'), world);
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`]);
    expect(Object.keys((await world.store.replacement(MASTER_A))?.value.actions ?? {})).toEqual([MASTER_A]);
  });

  it.each([[['t-1', 't-2']], [['t-1', 't-2', 't-1']], [['t-1', 't-2', 't-1', 't-3']]])(
    'with the tokens %j leaves the action without any: Auto Scaling goes by the instance',
    async (tokens) => {
      const world = worldOf();
      for (const token of tokens) await takeSignal(terminateEvent({ LifecycleActionToken: token }), world);
      const action = (await world.store.replacement(MASTER_A))?.value.actions[MASTER_A];
      expect(action).toMatchObject({ disputed: true, since: AT });
      expect(action).not.toHaveProperty('token');
    },
  );

  it('by a clock that is ahead begins no later than now', async () => {
    const world = worldOf();
    await takeSignal(terminateEvent({}, { time: '2026-03-01T10:07:00Z' }), world);
    const now = '2026-03-01T10:00:02Z';
    expect((await world.store.replacement(MASTER_A))?.value).toMatchObject({
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
    const kept = await world.store.unfinished();
    expect(kept.map(({ value }) => Object.keys(value.actions))).toEqual([[MASTER_A, NEW]]);
  });

  it('of a launch that nobody waits for opens the vacancy of its group', async () => {
    const world = worldOf();
    world.groups = [groupOf(GROUP_A, { [NEW]: 'Pending:Wait' })];
    await expect(takeSignal(launchEvent(), world)).resolves.toMatchObject({ taken: 'opened' });
    expect(world.replacements.started).toEqual([`${VACANCY}-1`]);
    expect((await world.store.replacement(VACANCY))?.value).toMatchObject({
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
    const actions = (await world.store.replacement(MASTER_A))?.value.actions ?? {};
    expect(Object.keys(actions).toSorted()).toEqual([MASTER_A, NEW].toSorted());
  });

  it('of a launch beside a master whose replacement is over opens the vacancy', async () => {
    const world = worldOf();
    world.groups = [groupOf(GROUP_A, { [MASTER_A]: 'Terminating:Wait', [NEW]: 'Pending:Wait' })];
    await world.store.putReplacement(undefined, replacementOf(MASTER_A, { status: 'replaced' }));
    await expect(takeSignal(launchEvent(), world)).resolves.toMatchObject({ taken: 'opened' });
    expect(world.replacements.started).toEqual([`${VACANCY}-1`]);
  });

  it('joins what was paged, and starts nothing: a person decides', async () => {
    const world = worldOf();
    await world.store.putReplacement(undefined, replacementOf(MASTER_A, { status: 'paged' }));
    await expect(takeSignal(terminateEvent(), world)).resolves.toMatchObject({ taken: 'joined' });
    expect(world.replacements.started).toEqual([]);
  });

  it('is told again when AWS cannot be asked, and taken then', async () => {
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
    await world.store.putReplacement(undefined, replaced);
    world.groups = [groupOf(GROUP_A, { [NEW]: 'InService' })];
    world.known = [];
    world.now += day;
    for (const event of [terminateEvent(), launchEvent(), stateEvent('terminated'), spotEvent()])
      await expect(takeSignal(event, world)).resolves.toMatchObject({ taken: 'ignored' });
    expect(world.replacements.started).toEqual([]);
    expect((await world.store.replacement(MASTER_A))?.value).toEqual(replaced);
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
      await world.store.putReplacement(
        undefined,
        replacementOf(MASTER_A, { status: 'dismissed', statusAt: dismissedAt, actions, attempt: 3 }),
      );
      await expect(takeSignal(terminateEvent(), world)).resolves.toMatchObject({ taken });
      expect(world.replacements.started).toEqual(taken === 'opened' ? [`${MASTER_A}-4`] : []);
    },
  );
});

/** Events that act on nothing, and what is said of each. */
const REFUSED: readonly (readonly [what: string, event: unknown, reason: string | RegExp])[] = [
  ['nothing', undefined, 'input: missing, expected object'],
  ['a text', 'EC2 Instance-terminate Lifecycle Action', 'input: expected object'],
  ['an empty object', {}, 'detail-type: missing, expected EC2 Instance-terminate Lifecycle Action, '],
  ['another kind', { 'detail-type': 'EC2 Instance Launch Successful' }, 'not EC2 Instance Launch Successful'],
  ['a kind of all objects', { 'detail-type': 'constructor' }, 'not constructor'],
  ['a test', TEST_NOTIFICATION, 'TEST_NOTIFICATION'],
  [
    'a test within',
    { ...terminateEvent(), detail: { Event: 'autoscaling:TEST_NOTIFICATION' } },
    'TEST_NOTIFICATION',
  ],
  ['no detail', { ...terminateEvent(), detail: undefined }, 'detail: missing, expected object'],
  [
    'several fields missing',
    terminateEvent({ LifecycleActionToken: undefined, EC2InstanceId: undefined }),
    /detail\.LifecycleActionToken: missing, expected string; detail\.EC2InstanceId: missing, expected string/,
  ],
  [
    'an instance that is none',
    terminateEvent({ EC2InstanceId: 'i-*' }),
    'detail.EC2InstanceId: expected regex, not "i-*"',
  ],
  [
    'another transition',
    terminateEvent({ LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING' }),
    'detail.LifecycleTransition',
  ],
  [
    'another source',
    terminateEvent({}, { source: 'shop.forged' }),
    'source: expected one of "aws.autoscaling", not "shop.forged"',
  ],
  [
    'a time that is none',
    terminateEvent({}, { time: 'yesterday' }),
    'time: expected datetime, not "yesterday"',
  ],
  [
    'another account',
    terminateEvent({}, { account: '999999999999' }),
    'It is of account 999999999999, not of 111122223333.',
  ],
  ['another region', terminateEvent({}, { region: 'us-east-1' }), 'It is of region us-east-1'],
  [
    "another's hook",
    terminateEvent({ LifecycleHookName: 'a-NTHLifecycleHook' }),
    'Its hook a-NTHLifecycleHook is not shop-masters-terminating',
  ],
  [
    'the other hook of ours',
    terminateEvent({ LifecycleHookName: 'shop-masters-launching' }),
    'is not shop-masters-terminating',
  ],
  [
    'into a warm pool',
    terminateEvent({ Destination: 'WarmPool' }),
    'It is of a warm pool (from AutoScalingGroup to WarmPool)',
  ],
  ['out of a warm pool', launchEvent({ Origin: 'WarmPool' }), 'It is of a warm pool'],
  [
    'an unknown group',
    terminateEvent({ AutoScalingGroupName: 'nodes.k8s.shop.test' }),
    'in no group of masters of this cluster, nor is nodes.k8s.shop.test one',
  ],
  ["another group's instance", terminateEvent({ EC2InstanceId: MASTER_B }), 'in no group of masters'],
  ['a worker', stateEvent('terminated', 'i-0eeeeeeeeeeeeeee1'), 'in no group of masters of this cluster.'],
  ['a stranger', stateEvent('terminated', 'i-0fffffffffffffff9'), 'in no group of masters of this cluster.'],
  ['an instance that starts', stateEvent('running'), 'is running: nothing goes'],
  ['a launch of what is not launched', launchEvent(), 'is not (any more) being launched'],
];

describe('a Spot warning', () => {
  it('of a master that serves is kept, for nobody to count on it, and begins nothing', async () => {
    const world = worldOf({ lifecycle: 'InService', state: 'running' });
    for (let i = 0; i < 2; i++)
      await expect(takeSignal(spotEvent(), world)).resolves.toMatchObject({
        taken: 'warned',
        reason: expect.stringContaining('goes soon, and is not counted on: Auto Scaling says InService'),
      });
    expect(await world.store.warnings()).toEqual({ value: { [MASTER_A]: AT }, version: 1 });
    expect(await world.store.unfinished()).toEqual([]);
    expect(world.replacements.started).toEqual([]);
  });

  it('of one that waits in our hook is kept too: no hook holds it against EC2', async () => {
    const world = worldOf();
    await expect(takeSignal(spotEvent(), world)).resolves.toMatchObject({ taken: 'opened' });
    expect((await world.store.warnings()).value).toEqual({ [MASTER_A]: AT });
  });

  it('of no master of ours is not kept', async () => {
    const world = worldOf({ lifecycle: 'InService' });
    await takeSignal(spotEvent('i-0eeeeeeeeeeeeeee1'), world);
    await takeSignal({ ...spotEvent(), account: '999999999999' }, world);
    expect(await world.store.warnings()).toEqual({ value: {}, version: 0 });
  });

  it('is told again when it could not be kept', async () => {
    const world = worldOf({ lifecycle: 'InService' });
    world.store.putWarnings = async () => false;
    await expect(takeSignal(spotEvent(), world)).rejects.toMatchObject({ name: 'TransientFailure' });
  });
});

describe('an event that is not to be taken', () => {
  it.each(REFUSED)('%s changes nothing, and says why', async (_what, event, reason) => {
    const world = worldOf();
    const result = await takeSignal(event, world);
    expect(result.taken).toBe('ignored');
    expect(result.reason).toEqual(
      reason instanceof RegExp ? expect.stringMatching(reason) : expect.stringContaining(reason),
    );
    expect(world.replacements.started).toEqual([]);
    expect(await world.store.unfinished()).toEqual([]);
  });

  it.each([
    ['a terminating hook', terminateEvent()],
    ['a state', stateEvent('terminated')],
  ])('tells of %s while AWS has the master in service and running', async (_what, event) => {
    const world = worldOf({ lifecycle: 'InService', state: 'running' });
    await expect(takeSignal(event, world)).resolves.toMatchObject({
      taken: 'ignored',
      reason: expect.stringContaining('is not going: Auto Scaling says InService, EC2 says running'),
    });
    expect(await world.store.unfinished()).toEqual([]);
  });

  it('by what it says itself costs no question to AWS', async () => {
    const world = worldOf();
    for (const event of [
      terminateEvent({}, { account: '999999999999' }),
      stateEvent('running'),
      TEST_NOTIFICATION,
    ])
      await takeSignal(event, world);
    expect(world.asked).toBe(0);
  });

  it('is never an error, whatever it is', async () => {
    const world = worldOf({ lifecycle: 'InService' });
    const events = fc.oneof(
      fc.anything(),
      fc.dictionary(fc.constantFrom('detail-type', 'detail', 'account', 'time', 'Event'), fc.anything()),
      fc.anything().map((detail) => ({ ...terminateEvent(), detail })),
      fc
        .tuple(fc.constantFrom(...Object.keys(terminateEvent().detail)), fc.anything())
        .map(([field, value]) => terminateEvent({ [field]: value })),
    );
    await fc.assert(
      fc.asyncProperty(events, async (event) => {
        await expect(takeSignal(event, world)).resolves.toMatchObject({ taken: 'ignored' });
      }),
    );
    expect(world.replacements.started).toEqual([]);
  });

  it('tolerates fields that nobody knows', async () => {
    const event = { ...terminateEvent({ Reason: 'new' }), 'replay-name': 'replayed' };
    await expect(takeSignal(event, worldOf())).resolves.toMatchObject({ taken: 'opened' });
  });
});
