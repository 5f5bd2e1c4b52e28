import type { Check } from '../../../../../rehearsal/checks/check.ts';
import { runChecks } from '../../../../../rehearsal/checks/check.ts';
import type { MastersEvidence } from '../../../../../rehearsal/checks/masters/evidence.ts';
import {
  allInService,
  detachedOnceBy,
  nothingWaits,
  putBackOnceBy,
  replaced,
} from '../../../../../rehearsal/checks/masters/machines.ts';
import { replacementsEnded } from '../../../../../rehearsal/checks/masters/replacements.ts';
import type { RealMasters } from '../../../../../rehearsal/etcd/index.ts';
import { FollowingMachines } from '../../../../../rehearsal/scenes/masters/following-machines.ts';
import { computeOf } from '../../../../../rehearsal/scenes/masters/scene.ts';
import { groupOf, shopMastersEstate } from '../../../../support/shop.ts';
import { aCall, anExecution } from '../migration/some-evidence.ts';

const MEMBERS = ['a', 'b', 'c'];

const HOOK = {
  name: 'held',
  transition: 'autoscaling:EC2_INSTANCE_TERMINATING' as const,
  heartbeatSeconds: 60,
  defaultResult: 'CONTINUE' as const,
};

let now: number;
let engine: ReturnType<typeof computeOf>;
let following: FollowingMachines;
let first: ReadonlyMap<string, string>;

beforeEach(() => {
  now = Date.UTC(2027, 0, 4, 8);
  engine = computeOf(shopMastersEstate(), { now: () => now, seed: 1 }, [HOOK]);
  following = new FollowingMachines({
    masters: {} as RealMasters,
    // Nothing follows for real: only what it keeps is looked at.
    work: async () => {},
    onFailed: (error) => {
      throw error;
    },
  });
  engine.listen(following);
  first = new Map(MEMBERS.map((member) => [member, instanceOf(member)]));
});

function instanceOf(member: string): string {
  const names = { AutoScalingGroupNames: [groupOf(member)] };
  const [group] = engine.autoScaling.describeAutoScalingGroups(names).AutoScalingGroups;
  return group?.Instances.find(({ LifecycleState }) => LifecycleState === 'InService')?.InstanceId ?? '';
}

function stateOf(instance: string): string | undefined {
  const { AutoScalingInstances } = engine.autoScaling.describeAutoScalingInstances();
  return AutoScalingInstances.find(({ InstanceId }) => InstanceId === instance)?.LifecycleState;
}

const wait = (minutes: number) => {
  now += minutes * 60_000;
};

async function contradictionsOf(check: Check<MastersEvidence>, more: object = {}) {
  const evidence = {
    scene: { estate: shopMastersEstate(), engine, members: MEMBERS, first, instanceOf, following },
    ...more,
  } as unknown as MastersEvidence;
  return (await runChecks([check], evidence))[0]?.contradictions ?? [];
}

it('finds nothing amiss with masters that nobody touched', async () => {
  for (const check of [allInService, nothingWaits, replaced()]) {
    expect(await contradictionsOf(check)).toEqual([]);
  }
});

it('finds a master that is gone, and one that is unhealthy', async () => {
  engine.scenario.terminateByUser(instanceOf('a'));
  expect((await contradictionsOf(allInService)).join()).toMatch(/i-\w+ of control-plane-us-west-1a\S+ is /);
});

it('finds a master that waits in a hook, and a hook that ran out', async () => {
  const held = instanceOf('b');
  engine.scenario.terminateInGroup(held);
  while (!stateOf(held)?.endsWith(':Wait')) now = engine.lookAhead(now + 3_600_000) ?? Number.NaN;
  expect(await contradictionsOf(nothingWaits)).toEqual([`${held} is Terminating:Wait`]);
  wait(30);
  expect(await contradictionsOf(nothingWaits)).toEqual([
    expect.stringMatching(`^held of ${held} ran out at 2027-01-04T08:0`),
  ]);
});

it('finds who was replaced and who was not', async () => {
  engine.scenario.terminateByUser(instanceOf('c'));
  wait(30);
  expect(await contradictionsOf(replaced('c'))).toEqual([]);
  expect(await contradictionsOf(replaced('a'))).toEqual(['a was not replaced', 'c was replaced']);
});

it.each([
  ['DetachVolume', detachedOnceBy('PageOperator')],
  ['RegisterTargets', putBackOnceBy('PageOperator')],
])('finds %s that was called twice, by another state, or not at all', async (operation, check) => {
  const call = (name: string) => aCall({ operation, caller: { name } });
  expect(await contradictionsOf(check, { calls: [call('PageOperator')] })).toEqual([]);
  const refused = { ...call('PageOperator'), outcome: 'denied' };
  const twice = [call('PageOperator'), call('PageOperator')];
  for (const calls of [[], [call('DrainMaster')], [refused], twice]) {
    expect(await contradictionsOf(check, { calls })).toHaveLength(1);
  }
});

describe('replacements', () => {
  const machine = 'shop-masters-ReplaceMaster';
  const good = anExecution({ machine, name: 'i-1-1', status: 'SUCCEEDED' });
  const paged = anExecution({ machine, name: 'i-2-1', status: 'FAILED', error: 'NoCapacity', cause: 'none' });
  const outcome = (executions: readonly object[], heading?: string) =>
    contradictionsOf(replacementsEnded(heading), { situation: { executions, mails: [], now } });

  it('all succeeded, but for the one that was paged', async () => {
    expect(await outcome([good, good])).toEqual([]);
    expect(await outcome([paged, good], 'NoCapacity')).toEqual([]);
  });

  it('failed, or nobody was paged, or there were none', async () => {
    expect(await outcome([good, paged])).toEqual(['i-2-1 is FAILED: NoCapacity: none']);
    expect(await outcome([good, paged], 'VolumeStuck')).toEqual(['i-2-1 is FAILED: NoCapacity: none']);
    expect(await outcome([good], 'NoCapacity')).toContain('no replacement paged NoCapacity');
    expect(await outcome([])).toEqual(['no replacement succeeded']);
  });
});
