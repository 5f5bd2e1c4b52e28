import type { Mutant } from './mutant.ts';

const FOLLOWING = 'test/unit/lambdas/migration/swap/following';
const DOMAIN = 'test/unit/lambdas/migration/domain';

/** A name that leads to another one is misjudged, or what it holds, or for how long it is held. */
export const FOLLOW_MUTANTS: readonly Mutant[] = [
  {
    invariant: 3,
    what: 'a name that leads to a moved one gets weights of its own',
    file: 'lambdas/migration/domain/milestones.ts',
    from: 'follows: new Set(follows.map(({ name }) => name))',
    to: 'follows: new Set()',
    tests: [FOLLOWING],
  },
  {
    invariant: 3,
    what: 'a name of which IPv4 alone leads to a moved one follows it',
    file: 'lambdas/migration/domain/follows.ts',
    from: 'on.length === 1 && all.length === landings.length',
    to: 'on.length === 1',
    tests: [`${DOMAIN}/follows`],
  },
  {
    invariant: 3,
    what: 'a chain that comes back to itself is followed',
    file: 'lambdas/migration/domain/follows.ts',
    from: 'moved: whole.filter(({ name }) => !circles.has(name)),',
    to: 'moved: whole,',
    tests: [`${DOMAIN}/follows`],
  },
  {
    invariant: 3,
    what: 'the name that a moved wildcard answers for is taken for one that nobody moves',
    file: 'lambdas/migration/domain/answering-zones.ts',
    from: 'closest === name ? name : `\\\\052.$',
    to: 'closest === name ? name : `\\\\053.$',
    tests: [`${DOMAIN}/follows`],
  },
  {
    invariant: 3,
    what: 'the soak begins when the last TTL of a chain has run out, not all of them',
    file: 'lambdas/migration/domain/chains.ts',
    from: 'Math.max(longestTtl(records), longestChain(milestone, all, settings))',
    to: 'longestTtl(records)',
    tests: [FOLLOWING],
  },
  {
    invariant: 4,
    what: 'which names follow is lost with the second piece of a before-image',
    file: 'lambdas/migration/adapters/before-image-chunks.ts',
    from: 'const follows = parts.flatMap((part) => part.follows)',
    to: 'const follows = parts[0]?.follows ?? []',
    tests: ['test/integration/adapters/emulated'],
  },
  {
    invariant: 2,
    what: 'a rollback makes an alias before the record that it leads to',
    file: 'lambdas/migration/domain/restore.ts',
    from: 'return inMakingOrder(changes);',
    to: 'return changes;',
    tests: [FOLLOWING],
  },
  {
    invariant: 6,
    what: 'requests for a name that follows are sought where nothing counts them',
    file: 'lambdas/migration/domain/traffic-sources.ts',
    from: 'return records.filter(({ Name }) => !led.has(Name));',
    to: 'return records;',
    tests: ['test/unit/lambdas/migration/preflight/verify-dns/follows'],
  },
];
