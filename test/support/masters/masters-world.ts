import type { ClusterVersions } from '../../../lambdas/masters/contract/versions.ts';
import type { AutoScalingGroup } from '../../../lambdas/masters/domain/auto-scaling-group.ts';
import type { Replacement } from '../../../lambdas/masters/domain/replacement.ts';
import type { TaggedPlace, TargetPlaces } from '../../../lambdas/masters/domain/target.ts';
import { describeMasters } from '../../../lambdas/masters/replace-master/describe-masters/describe-masters.ts';
import type { Instance } from '../../../lambdas/shared/domain/instance.ts';
import { MemoryMastersJournal } from '../../fakes/masters/memory-masters-journal.ts';
import { MemoryReplacements } from '../../fakes/masters/memory-replacements.ts';
import { MemoryTargets } from '../../fakes/masters/memory-targets.ts';
import { RecordingTopic } from '../../fakes/recording-topic.ts';
import {
  GROUP_A,
  GROUP_B,
  GROUP_C,
  groupOf,
  instanceOf,
  MASTER_A,
  MASTER_B,
  MASTER_C,
  someMastersSettings,
} from './masters.ts';

export const DECIDE_ARN = 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-masters-Decide';

/** Three masters in service, and all that what controls their replacement is given; AWS is what a test sets. */
export function mastersControl(now = '2026-03-01T10:00:00Z') {
  const world = {
    now: Date.parse(now),
    groups: [
      groupOf(GROUP_A, { [MASTER_A]: 'InService' }),
      groupOf(GROUP_B, { [MASTER_B]: 'InService' }),
      groupOf(GROUP_C, { [MASTER_C]: 'InService' }),
    ] as AutoScalingGroup[],
    known: [
      instanceOf(MASTER_A, 'running', GROUP_A),
      instanceOf(MASTER_B, 'running', GROUP_B),
      instanceOf(MASTER_C, 'running', GROUP_C),
    ] as Instance[],
    settings: someMastersSettings(),
    clock: { now: (): number => world.now },
    journal: new MemoryMastersJournal(),
    replacements: new MemoryReplacements(),
    topic: new RecordingTopic(),
    targets: new MemoryTargets(),
    targetTags: {
      of: async ({ targetGroupArns, loadBalancers }: TargetPlaces) =>
        world.placeTags.filter(({ place }) => [...targetGroupArns, ...loadBalancers].includes(place)),
    },
    /** Of the places where masters are registered. */
    placeTags: [] as TaggedPlace[],
    decideArn: DECIDE_ARN,
    /** Instances whose wait was extended, in order. */
    heartbeats: [] as string[],
    autoScaling: {
      groups: async () => world.groups,
      recordHeartbeat: async ({ instance }: { instance: string }) => {
        world.heartbeats.push(instance);
        return 'recorded' as const;
      },
    },
    instances: {
      describe: async (ids: readonly string[]) => world.known.filter(({ id }) => ids.includes(id)),
      etcdVolumes: async () => [],
    },
    /** The group's instances, by id and Auto Scaling's word. */
    setGroup(
      name: string,
      instances: Readonly<Record<string, string>>,
      overrides: Partial<AutoScalingGroup> = {},
    ) {
      world.groups = world.groups.map((one) =>
        one.name === name ? groupOf(name, instances, overrides) : one,
      );
    },
    /** EC2's word of an instance. */
    setState(id: string, state: string) {
      world.known = [...world.known.filter((one) => one.id !== id), instanceOf(id, state)];
    },
    /** Keeps a replacement, and starts its execution. */
    async begin(replacement: Replacement) {
      await world.keep(replacement);
      await world.replacements.start(replacement);
      return payloadOf(world.replacements, replacement);
    },
    async keep(replacement: Replacement) {
      await world.journal.putReplacement(await world.journal.replacement(replacement.id), replacement);
    },
    async kept(id: string) {
      return (await world.journal.replacement(id))?.value;
    },
    async lease() {
      return (await world.journal.lease()).value;
    },
  };
  return world;
}

/** What the machine gives to each of its functions. */
export function payloadOf(
  replacements: Pick<MemoryReplacements, 'arnOf'>,
  { id, group, instance, attempt }: Replacement,
  fencing = 0,
) {
  const replacement = { id, group, instance, attempt };
  const run = {
    name: `${id}-${attempt}`,
    arn: replacements.arnOf(replacement),
    startedAt: '2026-03-01T10:00:00Z',
  };
  return { run, replacement, phase: 'lease', fencing } as const;
}

/** Masters and nodes that are all of one version. */
export const EVEN_VERSIONS: ClusterVersions = {
  masters: [MASTER_A, MASTER_B, MASTER_C].map((instance) => ({ instance, version: 'v1.36.2', reason: '' })),
  nodes: { known: true, counts: { 'v1.36.2': 3 } },
};

/** What is found out before PlanRoll, and handed on to it. */
export async function seenBeforePlan(world: ReturnType<typeof mastersControl>, versions = EVEN_VERSIONS) {
  return { view: await describeMasters({ replacement: null }, world), versions };
}
