import type { Mutant } from './mutant.ts';

const BATCHES = 'lambdas/migration/domain/batches.ts';
const PACE = 'lambdas/migration/domain/pace.ts';
const ADAPTERS = 'lambdas/migration/adapters';
const ADAPTER_TESTS = 'test/integration/adapters/migration';
const PACE_TEST = 'test/unit/lambdas/migration/domain/pace';
const PACER_TEST = 'test/unit/lambdas/migration/adapters/pacer';
const BATCHES_TEST = 'test/unit/lambdas/migration/domain/batches';

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
  {
    invariant: 2,
    what: 'a batch counts as one request, whatever it changes',
    file: `${ADAPTERS}/route53-zone.ts`,
    from: '        changes.length,\n',
    to: '',
    tests: [`${ADAPTER_TESTS}/route53-zone`],
  },
  {
    invariant: 2,
    what: 'a whole zone is read for the sake of some names',
    file: `${ADAPTERS}/route53-zone.ts`,
    from: ' && wanted.has(next.NextRecordName));',
    to: ');',
    tests: [`${ADAPTER_TESTS}/route53-zone`],
  },
  {
    invariant: 2,
    what: 'what is throttled fails',
    file: `${ADAPTERS}/pacer.ts`,
    from: 'if (!isThrottling(error)) {',
    to: 'if (true) {',
    tests: [PACER_TEST],
  },
  {
    invariant: 2,
    what: 'the SDK asks again, too, where it is throttled',
    file: `${ADAPTERS}/route53-client.ts`,
    from: "['Throttling', ",
    to: '[',
    tests: [`${ADAPTER_TESTS}/route53-client`],
  },
  {
    invariant: 2,
    what: 'Route 53 is called as often as the SDK does by default',
    file: `${ADAPTERS}/route53-client.ts`,
    from: 'super(6);',
    to: 'super(3);',
    tests: [`${ADAPTER_TESTS}/route53-client`],
  },
  {
    invariant: 2,
    what: 'a turn is waited for beyond the function’s time',
    file: `${ADAPTERS}/pacer.ts`,
    from: 'if (early > patience()) throw tooLate(early);',
    to: '',
    tests: [PACER_TEST],
  },
  {
    invariant: 2,
    what: 'a batch for which others leave no room is sent again and again as it is',
    file: `${ADAPTERS}/pacer.ts`,
    from: 'if (!asksTooMuch(this.#changes) || changes < 2 * FEWEST_CHANGES) return;',
    to: 'return;',
    tests: [PACER_TEST],
  },
  {
    invariant: 2,
    what: 'the pace is not slowed down by refusals',
    file: PACE,
    from: 'const SLOWER = 0.9;',
    to: 'const SLOWER = 1;',
    tests: [PACE_TEST],
  },
  {
    invariant: 2,
    what: 'the pace stays as slow as refusals made it',
    file: PACE,
    from: 'const RECOVERY = 0.02;',
    to: 'const RECOVERY = 0;',
    tests: [PACE_TEST],
  },
  {
    invariant: 2,
    what: 'nothing is left to others',
    file: `${ADAPTERS}/pacer.ts`,
    from: 'const share = 1 - limits.leftForOthers;',
    to: 'const share = 1;',
    tests: [PACER_TEST],
  },
  {
    invariant: 2,
    what: 'a refused batch is sent again by the SDK',
    file: `${ADAPTERS}/route53-client.ts`,
    from: ", 'InvalidChangeBatch'];",
    to: '];',
    tests: [`${ADAPTER_TESTS}/route53-client`],
  },
  {
    invariant: 2,
    what: 'what others take is not in the prediction',
    file: 'lambdas/migration/domain/writing-time.ts',
    from: 'Math.max(limits.leftForOthers, taken)',
    to: 'limits.leftForOthers',
    tests: ['test/unit/lambdas/migration/swap/time-of-many-names'],
  },
  {
    invariant: 2,
    what: 'a turn is waited for beyond the time that is given',
    file: 'lambdas/migration/runtime/turns.ts',
    from: 'Math.min(patience(), end - clock.now())',
    to: 'patience()',
    tests: ['test/unit/lambdas/migration/runtime/turns'],
  },
  {
    invariant: 2,
    what: 'batches do not get smaller with what the pacer learns',
    file: 'lambdas/migration/runtime/swap-ports.ts',
    from: 'return learntLimits(context);',
    to: 'return settings.route53;',
    tests: ['test/unit/lambdas/migration/runtime/turns'],
  },
];
