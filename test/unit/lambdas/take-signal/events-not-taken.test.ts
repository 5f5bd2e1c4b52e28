import fc from 'fast-check';
import { takeSignal } from '../../../../lambdas/take-signal/take-signal.ts';
import { MASTER_B } from '../../../support/masters.ts';
import { launchEvent, stateEvent, TEST_NOTIFICATION, terminateEvent } from './events.ts';
import { worldOf } from './world.ts';

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
