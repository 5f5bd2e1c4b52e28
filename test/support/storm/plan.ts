import { seededRandom } from '../../../rehearsal/route53/index.ts';
import { AIMS, type Aim } from './faults.ts';
import type { StormOptions } from './storm.ts';

/** A storm is its seed alone. */
export type StormPlan = Omit<StormOptions, 'settings' | 'definitions' | 'trace'>;

export function stormOf(seed: number): StormPlan {
  const random = seededRandom(seed);
  const oneOf = (...all: readonly [number, ...number[]]): number =>
    all[Math.floor(random() * all.length)] ?? all[0];
  const masters = oneOf(3, 3, 3, 3, 3, 3, 5, 5, 5, 1);
  return {
    seed,
    masters,
    zones: masters === 5 ? oneOf(3, 5) : masters,
    also: (['cilium', 'leases'] as const).filter(() => random() < 0.3),
    injections: 1 + Math.floor(random() * 4),
    aims: Array.from(
      { length: Math.floor(random() * 13) },
      () => AIMS[Math.floor(random() * AIMS.length)] as Aim,
    ),
    beginsWithRoll: random() < 0.5,
    hours: 2,
    faults: {
      crash: oneOf(0, 0.002, 0.01),
      throttle: oneOf(0, 0.01, 0.03),
      lostAnswer: oneOf(0, 0.005, 0.02),
      slow: oneOf(0, 0.002, 0.01),
    },
    events: { lost: oneOf(0, 0.2, 0.5), repeated: oneOf(0, 0.2), late: oneOf(0, 0.2) },
    slowestRelease: oneOf(60, 300),
  };
}
