/** What becomes of a single request, where somebody asks by himself. SPEC.md, "Names that are asked for". */
import { type Health, STEADY } from './load-balancer.ts';
import type { Random } from './random.ts';

const FAILS = ['failing', 'turnedAway', 'reset', 'refused', 'unanswered'] as const;

/** `served`, or the way in which it fails. */
export type Fate = 'served' | (typeof FAILS)[number];

/** @param name that is asked for, dot-terminated. What fails on a steady platform is too seldom to meet. */
export function fateOf(health: Health, name: string, random: Random): Fate {
  const now = health.onlyFor === undefined || health.onlyFor === name ? health : STEADY;
  let left = random();
  for (const fate of FAILS) {
    const part = now[fate] ?? 0;
    if (part <= STEADY.failing) continue;
    if (left < part) return fate;
    left -= part;
  }
  return 'served';
}
