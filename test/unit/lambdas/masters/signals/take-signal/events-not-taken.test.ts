import fc from 'fast-check';
import { takeSignal } from '../../../../../../lambdas/masters/signals/take-signal/take-signal.ts';
import { GROUP_A, instanceOf, MASTER_B } from '../../../../../support/masters/masters.ts';
import { launchEvent, spotEvent, stateEvent, TEST_NOTIFICATION, terminateEvent } from './events.ts';
import { worldOf } from './world.ts';

const ALONE = 'i-0ddddddddddddddd1';
const STRANGER = 'i-0fffffffffffffff9';

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
    'It is from account 999999999999, not 111122223333.',
  ],
  ['another region', terminateEvent({}, { region: 'us-east-1' }), 'It is from region us-east-1'],
  [
    "another's hook",
    terminateEvent({ LifecycleHookName: 'a-NTHLifecycleHook' }),
    'Its hook is a-NTHLifecycleHook, not shop-masters-terminating',
  ],
  [
    'the other hook of ours',
    terminateEvent({ LifecycleHookName: 'shop-masters-launching' }),
    ', not shop-masters-terminating',
  ],
  [
    'into a warm pool',
    terminateEvent({ Destination: 'WarmPool' }),
    'It concerns a warm pool (from AutoScalingGroup to WarmPool)',
  ],
  ['out of a warm pool', launchEvent({ Origin: 'WarmPool' }), 'It concerns a warm pool'],
  [
    'a group of nodes',
    terminateEvent({ AutoScalingGroupName: 'nodes.k8s.shop.test' }),
    'By its name, nodes.k8s.shop.test is not a group of masters of k8s.shop.test.',
  ],
  [
    "another cluster's masters",
    terminateEvent({ AutoScalingGroupName: GROUP_A.replace('shop.test', 'other.test') }),
    'is not a group of masters of k8s.shop.test.',
  ],
  [
    'an unknown group',
    terminateEvent({ AutoScalingGroupName: 'gone.masters.k8s.shop.test' }),
    'in no group of masters of this cluster, nor is gone.masters.k8s.shop.test one',
  ],
  ["another group's instance", terminateEvent({ EC2InstanceId: MASTER_B }), 'in no group of masters'],
  [
    'a worker',
    stateEvent('terminated', 'i-0eeeeeeeeeeeeeee1'),
    'is in nodes.k8s.shop.test, which is not a group of masters of k8s.shop.test.',
  ],
  ['an instance of its own', stateEvent('stopping', ALONE), `${ALONE} is in no Auto Scaling group.`],
  ['an instance that starts', stateEvent('running'), 'is running: it is not being terminated'],
  ['a launch of what is not launched', launchEvent(), 'is not being launched (any more)'],
];

describe('an event that is not to be taken', () => {
  it.each(REFUSED)('%s changes nothing, and says why', async (_what, event, reason) => {
    const world = worldOf();
    world.known.push(instanceOf(ALONE, 'stopping'));
    const result = await takeSignal(event, world);
    expect(result.taken).toBe('ignored');
    expect(result.reason).toEqual(
      reason instanceof RegExp ? expect.stringMatching(reason) : expect.stringContaining(reason),
    );
    expect(world.replacements.started).toEqual([]);
    expect(await world.journal.unfinished()).toEqual([]);
  });

  it.each([
    ['a terminating hook', terminateEvent()],
    ['a state', stateEvent('terminated')],
  ])('reports %s while AWS has the master in service and running', async (_what, event) => {
    const world = worldOf({ lifecycle: 'InService', state: 'running' });
    await expect(takeSignal(event, world)).resolves.toMatchObject({
      taken: 'ignored',
      reason: expect.stringContaining(
        'is not being terminated: Auto Scaling says InService, EC2 says running',
      ),
    });
    expect(await world.journal.unfinished()).toEqual([]);
  });

  it.each([
    ['an instance that EC2 has forgotten', [], STRANGER],
    [
      'one that has terminated, and whose tags EC2 has forgotten',
      [instanceOf(STRANGER, 'terminated')],
      `the tags of ${STRANGER}`,
    ],
  ])(
    'of %s is called unknown, and left to the sweep without listing groups',
    async (_what, known, forgotten) => {
      const world = worldOf();
      world.known = [...known];
      for (const event of [stateEvent('terminated', STRANGER), spotEvent(STRANGER)])
        await expect(takeSignal(event, world)).resolves.toMatchObject({
          taken: 'unknown',
          reason: `EC2 has forgotten ${forgotten}, so it is unknown whether it was a master. If a master is missing, the sweep finds it.`,
        });
      expect(world.listings).toBe(0);
      expect(await world.journal.unfinished()).toEqual([]);
    },
  );

  it('by what it says itself costs no question to AWS', async () => {
    const world = worldOf();
    for (const event of [
      terminateEvent({}, { account: '999999999999' }),
      terminateEvent({ AutoScalingGroupName: 'nodes.k8s.shop.test' }),
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
