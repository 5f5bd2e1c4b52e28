import type { Mutant } from './mutant.ts';

const RESTORE = 'lambdas/migration/domain/restore.ts';
const RULES = 'lambdas/migration/domain/protocol/rules.ts';
const RESTORE_TESTS = ['test/unit/lambdas/migration/domain/restore'];
const LOAD_RUN = ['test/unit/lambdas/migration/swap/load-run'];

/** What a fence says is misread, or not heeded. */
export const FENCE_MUTANTS: readonly Mutant[] = [
  {
    invariant: 1,
    what: 'where the fence was deleted, a rollback begins the epochs anew',
    file: RESTORE,
    from: "Math.max(goal.knownEpoch, found.kind === 'ours' ? found.fence.epoch : 0)",
    to: "found.kind === 'ours' ? found.fence.epoch : 0",
    tests: RESTORE_TESTS,
  },
  {
    invariant: 2,
    what: 'a rollback restores what another run has begun',
    file: RULES,
    from: "does: 'not-ours',",
    to: "does: 'restore',",
    tests: RESTORE_TESTS,
    inHistories: true,
  },
  {
    invariant: 2,
    what: 'a closed zone is restored without asking the journal',
    file: RULES,
    from: "does: 'closed',",
    to: "does: 'restore',",
    tests: RESTORE_TESTS,
  },
  {
    invariant: 2,
    what: 'a closed zone is restored by what the journal says of it alone',
    file: RESTORE,
    from: " || rule.does === 'read-first') return undefined;",
    to: ') return undefined;',
    tests: RESTORE_TESTS,
  },
  {
    invariant: 2,
    what: 'a run goes on that another has taken over in the journal',
    file: 'lambdas/migration/swap/load-run.ts',
    from: 'if (state?.run.execution !== run.name) {',
    to: 'if (state === undefined) {',
    tests: LOAD_RUN,
  },
  {
    invariant: 2,
    what: 'a run goes on that a rollback has shut out in the journal',
    file: 'lambdas/migration/swap/load-run.ts',
    from: "if (state.run.status !== 'open') {",
    to: 'if (false) {',
    tests: LOAD_RUN,
    inHistories: true,
  },
  {
    invariant: 5,
    what: 'a value that somebody put beside the fence is taken away with it',
    file: 'lambdas/migration/domain/observed-zone.ts',
    from: 'values.length === 1 && values[0]',
    to: 'values[0]',
    tests: ['test/unit/lambdas/migration/domain/observed-zone'],
  },
  {
    invariant: 5,
    what: 'a text that somebody put behind the fence is taken away with it',
    file: 'lambdas/migration/domain/fence.ts',
    from: 'execution=([^,"]+)"$/',
    to: 'execution=([^,"]+)"/',
    tests: ['test/unit/lambdas/migration/domain/fence'],
  },
  {
    invariant: 1,
    what: 'an epoch is taken for one that no longer grows by adding one to it',
    file: 'lambdas/migration/domain/fence.ts',
    from: 'isKnown && Number.isSafeInteger(fence.epoch)',
    to: 'isKnown',
    tests: [
      'test/unit/lambdas/migration/domain/fence',
      'test/unit/lambdas/migration/roll-back/restore-legacy',
    ],
  },
  {
    invariant: 5,
    what: 'a fence of a version that is not known is taken for one that is',
    file: 'lambdas/migration/domain/fence.ts',
    from: 'Number(version) === VERSION && ',
    to: '',
    tests: ['test/unit/lambdas/migration/domain/fence'],
  },
  {
    invariant: 9,
    what: 'the fence is two labels below its zone, so that the name between them comes to exist',
    file: 'lib/migration/config/zones.ts',
    from: '`_cutover-$',
    to: '`_cutover.$',
    tests: ['test/unit/lambdas/migration/swap/unmoved-names'],
  },
  {
    invariant: 9,
    what: 'a name that leads to the fence’s label, where a wildcard answers, is not found',
    file: 'lambdas/migration/domain/readiness/dns/judge-label.ts',
    from: 'leading.length > 0 ? labelNeeded',
    to: 'false ? labelNeeded',
    tests: ['test/unit/lambdas/migration/preflight/verify-dns/label'],
  },
  {
    invariant: 5,
    what: 'an alias that somebody made to be judged by its health is the same',
    file: 'lambdas/migration/domain/record-set.ts',
    from: 'for (const key in a) if (!sameData(a[key], b[key])) return false;',
    to: "for (const key in a) if (key !== 'EvaluateTargetHealth' && !sameData(a[key], b[key])) return false;",
    tests: ['test/unit/lambdas/migration/domain/record-set'],
  },
];
