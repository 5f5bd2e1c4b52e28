import { stripVTControlCharacters } from 'node:util';
import type { MastersScene } from '../../../../../rehearsal/scenes/masters/scene.ts';
import { computeOf } from '../../../../../rehearsal/scenes/masters/scene.ts';
import { mastersBody } from '../../../../../rehearsal/view/masters/body.ts';
import { groupOf, shopMastersEstate } from '../../../../support/shop.ts';

const MEMBERS = ['a', 'b', 'c'];
const ETCD_CLUSTERS = ['main', 'events'];

const HOOK = {
  name: 'held',
  transition: 'autoscaling:EC2_INSTANCE_TERMINATING' as const,
  heartbeatSeconds: 900,
  defaultResult: 'CONTINUE' as const,
};

let now: number;
let engine: ReturnType<typeof computeOf>;
/** By etcd cluster, who runs. */
let running: Record<string, readonly string[]>;
beforeEach(() => {
  now = Date.UTC(2027, 0, 4, 8);
  engine = computeOf(shopMastersEstate(), { now: () => now, seed: 1 }, [HOOK]);
  running = { main: MEMBERS, events: MEMBERS };
});

/** The lines, without colours. */
function shown(width = 120): readonly string[] {
  const members = MEMBERS.map((name) => ({ name }));
  const scene = {
    estate: shopMastersEstate(),
    engine,
    members: MEMBERS,
    masters: {
      etcdClusters: ETCD_CLUSTERS.map((name) => ({ name, members, quorum: 2 })),
      runningMembers: (name: string) => members.filter((member) => running[name]?.includes(member.name)),
    },
    writers: new Map([['main', { acknowledged: { length: 1234 } }]]),
  } as unknown as MastersScene;
  return mastersBody(scene, width).map(stripVTControlCharacters);
}

function instanceOf(member: (typeof MEMBERS)[number]): string {
  const names = { AutoScalingGroupNames: [groupOf(member)] };
  return (
    engine.autoScaling.describeAutoScalingGroups(names).AutoScalingGroups[0]?.Instances[0]?.InstanceId ?? ''
  );
}

it('shows the instance of each zone, and the members and writes of each etcd cluster', () => {
  expect(shown()).toEqual([
    ...MEMBERS.map((member) => `us-west-1${member}                 InService ${instanceOf(member)}`),
    'etcd main                  a b c, 1,234 writes',
    'etcd events                a b c, 0 writes',
  ]);
});

it('shows who leaves and who comes', () => {
  engine.scenario.terminateInGroup(instanceOf('b'));
  now += 120_000;
  engine.advanceTo(now);
  expect(shown()[1]).toMatch(/^us-west-1b +Terminating:Wait i-\w+, (Pending|InService) i-\w+/);
});

it('shows a zone without anybody', () => {
  engine.scenario.deleteGroup(groupOf('c'));
  expect(shown()[2]).toMatch(/^us-west-1c +Terminating\S* i-\w+/);
  now += 600_000;
  engine.advanceTo(now);
  expect(shown()[2]).toMatch(/^us-west-1c +nobody$/);
});

it('shows whose member is down, and that there is no quorum', () => {
  running = { main: ['a', 'c'], events: ['c'] };
  const [main, events] = shown().slice(3);
  expect(main).toBe('etcd main                  a c, b down, 1,234 writes');
  expect(events).toBe('etcd events                c, a b down, no quorum, 0 writes');
  running = { main: [], events: MEMBERS };
  expect(shown()[3]).toBe('etcd main                  a b c down, no quorum, 1,234 writes');
});

it('shows it in 40 columns', () => {
  expect(shown(40)).toEqual([
    ...MEMBERS.map((member) => `us-west-1${member} InService ${instanceOf(member)}`),
    'etcd main  a b c, 1,234 writes',
    'etcd events a b c, 0 writes',
  ]);
  expect(Math.max(...shown(40).map(({ length }) => length))).toBeLessThanOrEqual(40);
});
