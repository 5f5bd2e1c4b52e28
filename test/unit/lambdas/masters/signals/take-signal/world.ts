import type { AutoScalingGroup } from '../../../../../../lambdas/masters/domain/auto-scaling-group.ts';
import type { SignalPorts } from '../../../../../../lambdas/masters/signals/take-signal/take-signal.ts';
import type { Instance } from '../../../../../../lambdas/shared/domain/instance.ts';
import { MemoryMastersJournal } from '../../../../../fakes/masters/memory-masters-journal.ts';
import { MemoryReplacements } from '../../../../../fakes/masters/memory-replacements.ts';
import {
  GROUP_A,
  GROUP_B,
  groupOf,
  instanceOf,
  MASTER_A,
  MASTER_B,
  someMastersSettings,
} from '../../../../../support/masters/masters.ts';
import { AT } from './events.ts';

export interface TestWorld extends SignalPorts {
  readonly journal: MemoryMastersJournal;
  readonly replacements: MemoryReplacements;
  groups: AutoScalingGroup[];
  known: Instance[];
  now: number;
  /** Questions to AWS, and those of them that listed groups. */
  asked: number;
  listings: number;
}

/** Three masters, of which A goes. */
export function worldOf({ lifecycle = 'Terminating:Wait', state = 'running' } = {}): TestWorld {
  const world: TestWorld = {
    settings: someMastersSettings(),
    clock: { now: () => world.now },
    journal: new MemoryMastersJournal(),
    replacements: new MemoryReplacements(),
    groups: [groupOf(GROUP_A, { [MASTER_A]: lifecycle }), groupOf(GROUP_B, { [MASTER_B]: 'InService' })],
    known: [
      instanceOf(MASTER_A, state, GROUP_A),
      instanceOf(MASTER_B, 'running', GROUP_B),
      instanceOf('i-0eeeeeeeeeeeeeee1', 'terminated', 'nodes.k8s.shop.test'),
    ],
    now: Date.parse(AT) + 2000,
    asked: 0,
    listings: 0,
    autoScaling: {
      groups: async () => {
        world.asked++;
        world.listings++;
        return world.groups;
      },
    },
    instances: {
      describe: async (ids) => {
        world.asked++;
        return world.known.filter(({ id }) => ids.includes(id));
      },
    },
  };
  return world;
}
