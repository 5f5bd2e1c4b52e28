import type { Mutant } from './mutant.ts';

const INTERLEAVINGS = 'test/unit/interleavings';
const SWAP = 'test/unit/lambdas/migration/swap';
const DOMAIN = 'test/unit/lambdas/migration/domain';

/** A batch leaves out what makes it safe, or is written over what somebody else wrote. */
export const BATCH_MUTANTS: readonly Mutant[] = [
  {
    invariant: 1,
    what: 'a batch does not delete the old fence',
    file: 'lambdas/migration/domain/batches.ts',
    from: "...(standing ? [asChange('DELETE', standing)] : []),",
    to: '',
    tests: [`${DOMAIN}/batches`, SWAP],
    inHistories: true,
  },
  {
    invariant: 1,
    what: 'the new fence is left out of the batch',
    file: 'lambdas/migration/domain/batches.ts',
    from: "        asChange('CREATE', next),\n",
    to: '',
    tests: [`${DOMAIN}/batches`, SWAP],
  },
  {
    invariant: 1,
    what: 'records are written by UPSERT',
    file: 'lambdas/migration/domain/batches.ts',
    from: "add.map((record) => asChange('CREATE', record))",
    to: "add.map((record) => asChange('UPSERT' as 'CREATE', record))",
    tests: [`${DOMAIN}/advance`],
    inHistories: true,
  },
  {
    invariant: 1,
    what: 'the epoch does not grow',
    file: 'lambdas/migration/domain/advance.ts',
    from: 'epoch: epoch + index + 1 });',
    to: 'epoch: fence.epoch + 0 * (epoch + index) });',
    tests: [INTERLEAVINGS],
    inHistories: true,
  },
  {
    invariant: 1,
    what: 'a refused batch is taken for accepted (a lost answer is ignored)',
    file: 'lambdas/migration/adapters/route53-zone.ts',
    from: 'return { accepted: false, messages };',
    to: "return { accepted: true, changeId: '', acceptedAt: '' };",
    tests: ['test/integration/adapters/migration/route53-zone'],
  },
  {
    invariant: 1,
    what: 'after a refused batch the zone is not read again',
    file: 'lambdas/migration/swap/advance-zones.ts',
    from: 'if (!swap.accepted) return { batch, messages: swap.messages };',
    to: 'if (!swap.accepted) throw new Error(swap.messages.join());',
    tests: [SWAP],
  },
  {
    invariant: 3,
    what: 'AAAA is skipped',
    file: 'lambdas/migration/domain/record-set.ts',
    from: "export const MOVED_TYPES = ['A', 'AAAA', 'CNAME'] as const;",
    to: "export const MOVED_TYPES = ['A', 'CNAME'] as const;",
    tests: [INTERLEAVINGS],
    inHistories: true,
  },
  {
    invariant: 3,
    what: 'all weights are zero at the start',
    file: 'lambdas/migration/domain/weights.ts',
    from: 'return { legacy: PREFERRED_SUM, cluster: 0 };',
    to: 'return { legacy: 0, cluster: 0 };',
    tests: [INTERLEAVINGS],
  },
  {
    invariant: 5,
    what: 'a foreign write is written over',
    file: 'lambdas/migration/domain/advance.ts',
    from: 'if (!matchMilestone(held, image, shape, [goal.to, goal.from])) {',
    to: 'if (false) {',
    tests: [`${DOMAIN}/advance`, SWAP],
    inHistories: true,
  },
];
