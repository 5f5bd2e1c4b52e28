/** The caching resolvers behind which the clients are. SPEC.md, "Resolvers and clients". */
import { type Random, randomFor } from './random.ts';

export interface Resolver {
  /** Its part of all clients (0–1). */
  readonly weight: number;
  readonly prefersIpv6: boolean;
  /** It keeps every answer at least this long, whatever the TTL says. */
  readonly floorMs: number;
}

/** Part of the resolvers that hold answers for longer than their TTL. Bhowmick et al., PAM 2023: 8.74 %. */
const EXTENDING = 0.0874;
/** Part that hardly ever asks again. Flavel et al. 2014: 2 % after 15 minutes. */
const STICKY = 0.02;
/** Part of the resolvers whose clients prefer IPv6. */
const PREFER_IPV6 = 0.35;

export function makeResolvers(seed: number, count: number): readonly Resolver[] {
  const random = randomFor(seed, -1);
  const sizes = Array.from({ length: count }, () => 1 / (0.08 + random()));
  const sum = sizes.reduce((total, size) => total + size, 0);
  return sizes.map((size) => ({
    weight: size / sum,
    prefersIpv6: random() < PREFER_IPV6,
    floorMs: floorOf(random) * 1000,
  }));
}

/** Seconds. */
function floorOf(random: Random): number {
  const kind = random();
  if (kind < STICKY) return Math.round(3600 * (4 + 20 * random()));
  if (kind < STICKY + EXTENDING) return Math.round(60 * (5 + 55 * random()));
  return 0;
}
