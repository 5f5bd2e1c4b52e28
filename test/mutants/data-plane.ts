import type { Mutant } from './mutant.ts';

const ROLL_BACK = ['test/unit/lambdas/migration/roll-back/owed-latch'];
const JUDGED = ['test/unit/lambdas/migration/domain/watch/judge-watch'];
const WATCH = 'lambdas/migration/domain/watch/judge-watch.ts';
const RESTORE = 'lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
const PREFLIGHT = 'lambdas/migration/preflight/verify-alarms/judge-data-plane.ts';
const PREFLIGHT_TESTS = ['test/unit/lambdas/migration/preflight/verify-alarms/data-plane'];

/** DNS does not leave the cluster by itself, or comes back. */
export const DATA_PLANE_MUTANTS: readonly Mutant[] = [
  {
    invariant: 2,
    what: 'the cluster’s weighted record has no health check',
    file: 'lambdas/migration/domain/milestones.ts',
    from: '      ...(shape.dataPlane && { HealthCheckId: shape.dataPlane.checkId }),\n',
    to: '',
    tests: ['test/unit/lambdas/migration/domain/milestones'],
  },
  {
    invariant: 10,
    what: 'a rollback that is owed is said only after each try',
    file: RESTORE,
    from: 'isAt(run, run.execution, round.asked) ? say() : undefined',
    to: 'undefined',
    tests: ROLL_BACK,
  },
  {
    invariant: 10,
    what: 'a rollback of an earlier run says that it is owed after the next one has begun',
    file: RESTORE,
    from: 'isAt(run, run.execution, round.asked) ? say() : undefined',
    to: 'say()',
    tests: ROLL_BACK,
  },
  {
    invariant: 10,
    what: 'a rollback of an earlier run ends the latch of the next one',
    file: 'lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts',
    from: 'if (ended && !isAnotherUnderWay(restore, journal))',
    to: 'if (ended)',
    tests: ROLL_BACK,
  },
  {
    invariant: 10,
    what: 'that nobody could be told keeps records from being restored',
    file: 'lambdas/migration/swap/say-owed.ts',
    from: "return said.known ? '' :",
    to: "if (!said.known) throw new Error(said.why);\n  return said.known ? '' :",
    tests: ROLL_BACK,
  },
  {
    invariant: 10,
    what: 'the latch is let go before the journal says that legacy serves',
    file: 'lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts',
    from: '  await requireInSync(restore.changes, ports);\n',
    to: '  await sayOwed(ports, false, ports.clock.now());\n  await requireInSync(restore.changes, ports);\n',
    tests: ROLL_BACK,
  },
  {
    invariant: 10,
    what: 'Watch does not keep the latch while a rollback is owed',
    file: WATCH,
    from: 'acts: [...acts, saying(true)]',
    to: 'acts: [...acts]',
    tests: JUDGED,
  },
  {
    invariant: 10,
    what: 'a rollback that is owed is passed over for longer than a minute',
    file: WATCH,
    from: 'saying(true)], unchangedUntil: timeAt(seen.now)',
    to: "saying(true)], unchangedUntil: ''",
    tests: JUDGED,
  },
  {
    invariant: 2,
    what: 'health checks come or go while a run is open',
    file: 'lambdas/migration/domain/names-in-use.ts',
    from: 'if (configured.changesRecords)',
    to: 'if (false)',
    tests: ['test/unit/lambdas/migration/deployment/guard-names'],
  },
  {
    invariant: 6,
    what: 'an old copy of an alarm is taken for good',
    file: PREFLIGHT,
    from: 'if (differing.length > 0)',
    to: 'if (false)',
    tests: PREFLIGHT_TESTS,
  },
  {
    invariant: 6,
    what: 'a check that needs only some of its children is taken for good',
    file: PREFLIGHT,
    from: '...(threshold === children.length && children.length > 0',
    to: '...(children.length > 0',
    tests: PREFLIGHT_TESTS,
  },
  {
    invariant: 6,
    what: 'what a check is without data does not matter',
    file: PREFLIGHT,
    from: '...(alarm.withoutData === wanted',
    to: '...(true',
    tests: PREFLIGHT_TESTS,
  },
  {
    invariant: 6,
    what: 'the configuration is blamed for a health check that is gone',
    file: PREFLIGHT,
    from: 'why === undefined && dataPlane.alarms.includes(name)',
    to: 'false',
    tests: PREFLIGHT_TESTS,
  },
  {
    invariant: 6,
    what: 'a copy is advised that Route 53 refuses',
    file: PREFLIGHT,
    from: 'return why === undefined\n    ? `Copy',
    to: 'return true\n    ? `Copy',
    tests: PREFLIGHT_TESTS,
  },
];
