import type { Mutant } from './mutant.ts';

const JUDGE = 'lambdas/migration/domain/watch/judge-watch.ts';
const ZONE = 'lambdas/migration/domain/watch/judge-zone.ts';
const JUDGED = ['test/unit/lambdas/migration/domain/watch/judge-watch'];
const ZONES = ['test/unit/lambdas/migration/domain/watch/judge-zone'];

/** Watch does nothing, or too much. */
export const WATCH_MUTANTS: readonly Mutant[] = [
  {
    invariant: 2,
    what: 'an alarm whose event was lost rolls nothing back',
    file: JUDGE,
    from: "alarm.value?.state === 'ALARM' ?",
    to: "alarm.value?.state === 'OK' ?",
    tests: JUDGED,
  },
  {
    invariant: 2,
    what: 'a run whose execution is gone is rolled back though another one may take it over',
    file: JUDGE,
    from: 'if (gone === undefined || (seen.others?.known && seen.others.value)) return nothing();',
    to: 'if (gone === undefined) return nothing();',
    tests: JUDGED,
  },
  {
    invariant: 6,
    what: 'an execution that nobody could look at is taken for gone',
    file: JUDGE,
    from: 'if (!execution?.known || execution.value.running) return undefined;',
    to: "if (!execution?.known) return { at: 0, status: 'gone' };\n  if (execution.value.running) return undefined;",
    tests: JUDGED,
  },
  {
    invariant: 10,
    what: 'an owed rollback whose execution is gone is left',
    file: JUDGE,
    from: 'if (seen.now < gone.at + HOLDER_GRACE_MS)',
    to: 'if (gone.at < seen.now)',
    tests: JUDGED,
  },
  {
    invariant: 5,
    what: 'the token of another run ends its soak',
    file: 'lambdas/migration/domain/watch/waiting.ts',
    from: 'soak?.run === run.execution && now <',
    to: 'soak && now <',
    tests: JUDGED,
  },
  {
    invariant: 5,
    what: 'a zone with the fence of another run is taken for well',
    file: ZONE,
    from: 'if (!isOwn)',
    to: 'if (false)',
    tests: ZONES,
  },
  {
    invariant: 5,
    what: 'what the run never gave a name is taken for a step',
    file: ZONE,
    from: "return lines.length === 0 ? { kind: 'under-way' } : foreign(lines);",
    to: "return { kind: 'under-way' };",
    tests: ZONES,
  },
  {
    invariant: 5,
    what: 'names that did not go back with the fence are taken for lost by Route 53',
    file: ZONE,
    from: 'if (lines.length > 0) return foreign([`The fence went back',
    to: 'if (false) return foreign([`The fence went back',
    tests: ZONES,
  },
  {
    invariant: 6,
    what: 'a soak that Watch ended early passes',
    file: 'lambdas/migration/domain/soak-verdict.ts',
    from: 'if (now < Date.parse(soakUntil) &&',
    to: 'if (now < 0 &&',
    tests: ['test/unit/lambdas/migration/domain/soak-ended-early'],
  },
  {
    invariant: 1,
    what: 'an epoch that Route 53 has lost is used again',
    file: 'lambdas/migration/domain/advance.ts',
    from: 'Math.max(fence.epoch, goal.knownEpoch)',
    to: 'fence.epoch',
    tests: ['test/unit/lambdas/migration/migrate/judge-soak/lost-by-route-53'],
  },
];
