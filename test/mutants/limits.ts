import type { Mutant } from './mutant.ts';

const BATCHES = 'lambdas/shared/domain/batches.ts';
const BATCHES_TEST = 'test/unit/lambdas/shared/domain/batches';

/** A rollback that Route 53's limits would hold up for ever. */
export const LIMIT_MUTANTS: readonly Mutant[] = [
  {
    invariant: 2,
    what: 'a batch needs all that the account may change at once',
    file: BATCHES,
    from: 'Math.floor(route53.changes.burst / 2)',
    to: 'route53.changes.burst',
    tests: [BATCHES_TEST],
  },
  {
    invariant: 2,
    what: 'a batch is not bounded by its number of changes',
    file: BATCHES,
    from: 'changes <= mostChanges(bounds) &&',
    to: '',
    tests: [BATCHES_TEST],
  },
  {
    invariant: 2,
    what: 'the changes of the fence are not counted',
    file: BATCHES,
    from: '{ changes: 2, elements: 2,',
    to: '{ changes: 0, elements: 2,',
    tests: [BATCHES_TEST],
  },
];
