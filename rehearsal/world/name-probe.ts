/** Somebody who asks a load balancer for names each minute. SPEC.md, "Names that are asked for". */
import type { LoadBalancer } from './load-balancer.ts';
import type { MetricId, Unit } from './metrics.ts';
import { MINUTE } from './minutes.ts';
import { gauge, type Observations } from './observations.ts';
import { fateOf } from './one-request.ts';
import { type Random, randomFor } from './random.ts';

export interface NameProbe {
  /** In percent of what was asked. */
  readonly metric: MetricId;
  /** Id of the load balancer. */
  readonly asks: string;
  /** Dot-terminated; at least one. */
  readonly names: readonly string[];
}

/** In a minute. */
const MOST_QUESTIONS = 200;

/** What a minute came to, percent. Without an address everything fails. */
export function failingPercent(
  { names }: NameProbe,
  { ipv4, health }: Pick<LoadBalancer, 'ipv4' | 'health'>,
  at: number,
  random: Random,
): number {
  if (ipv4.length === 0) return 100;
  const all = names.length * ipv4.length;
  // Of many, each name at one address, and another part of the names each minute.
  const asked = all <= MOST_QUESTIONS ? all : Math.min(names.length, MOST_QUESTIONS);
  const now = health(0, at);
  const first = Math.floor(random() * names.length);
  let failed = 0;
  for (let i = 0; i < asked; i++)
    if (fateOf(now, names[(first + i) % names.length] ?? '', random) !== 'served') failed++;
  return (100 * failed) / asked;
}

/** What CloudWatch gets of a minute; nothing if nobody asks. @param at the minute, epoch milliseconds */
export function probed(
  probe: NameProbe | undefined,
  loadBalancers: readonly LoadBalancer[],
  { seed, at }: { readonly seed: number; readonly at: number },
): readonly (readonly [MetricId, Observations, Unit])[] {
  const asked = loadBalancers.find(({ id }) => id === probe?.asks);
  if (!probe || !asked) return [];
  const random = randomFor(seed ^ 0x3c6ef372, at / MINUTE);
  return [[probe.metric, gauge(failingPercent(probe, asked, at, random)), 'Percent']];
}
