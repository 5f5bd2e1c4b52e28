import type { Happenings } from '../../../../../rehearsal/compute/index.ts';
import { type Handled, handOf } from '../../../../../rehearsal/scenes/masters/hand.ts';
import { computeOf } from '../../../../../rehearsal/scenes/masters/scene.ts';
import { Chronicle } from '../../../../../rehearsal/text/chronicle.ts';
import { groupOf, shopMastersEstate } from '../../../../support/shop.ts';

let now: number;
let engine: ReturnType<typeof computeOf>;
let handled: Handled;
let chronicle: Chronicle;
let hand: Happenings;
beforeEach(() => {
  now = Date.UTC(2027, 0, 4, 8);
  engine = computeOf(shopMastersEstate(), { now: () => now, seed: 1 });
  handled = { ended: new Set(), lost: [] };
  chronicle = new Chronicle(() => now);
  hand = handOf(engine.scenario, chronicle, handled);
});

function someInstance(): string {
  const names = { AutoScalingGroupNames: [groupOf('a')] };
  return (
    engine.autoScaling.describeAutoScalingGroups(names).AutoScalingGroups[0]?.Instances[0]?.InstanceId ?? ''
  );
}

/** What arrives when an instance is stopped. */
function eventsOfAStop(): readonly string[] {
  hand.stopByUser(someInstance());
  return engine.advanceTo(now).map(({ detailType }) => detailType);
}

it('keeps and notes the events that never arrive, and only those', () => {
  hand.deliverEvents(() => []);
  expect(eventsOfAStop()).toEqual([]);
  expect(handled.lost.map(({ detail }) => detail['instance-id'])).toEqual([someInstance()]);
  expect(chronicle.happenings.at(-1)?.text).toBe(
    `lost: EC2 Instance State-change Notification of ${someInstance()}`,
  );
});

it.each([
  ['twice', () => [0, 0], 2],
  ['as usual', undefined, 1],
])('keeps none that arrives %s', (_how, delivery, times) => {
  hand.deliverEvents(delivery);
  expect(eventsOfAStop()).toHaveLength(times);
  expect(handled.lost).toEqual([]);
});

it('keeps and notes who was ended by hand', () => {
  hand.stopByUser(someInstance());
  expect([...handled.ended]).toEqual([someInstance()]);
  expect(chronicle.happenings.map(({ text }) => text)).toEqual([`somebody stops ${someInstance()} in EC2`]);
});

it('notes what becomes of launches', () => {
  hand.troubleLaunches(groupOf('a'), 'no-capacity');
  hand.easeLaunches(groupOf('a'));
  expect(chronicle.happenings.map(({ text }) => text)).toEqual([
    `launches of ${groupOf('a')} fail from now on: no-capacity`,
    `launches of ${groupOf('a')} succeed again`,
  ]);
});

it('does not keep who is taken down by way of the hook', () => {
  hand.terminateInGroup(someInstance());
  expect([...handled.ended]).toEqual([]);
});
