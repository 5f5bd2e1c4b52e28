import type { Mutant } from './mutant.ts';

const SWAP = 'test/unit/lambdas/migration/swap';
const DOMAIN = 'lambdas/migration/domain';
const RESTORE = 'lambdas/migration/roll-back/restore-legacy';
const RUN = 'lambdas/migration/adapters/journal-run.ts';
const DYNAMO = ['test/integration/adapters/emulated'];
const OWED = [`${SWAP}/owed`];
const ONE = [`${SWAP}/one-rollback`];

/** A rollback that is owed is forgotten, or done twice. */
export const OWED_MUTANTS: readonly Mutant[] = [
  {
    invariant: 2,
    what: 'a half-begun run is not shut out before it is called restored',
    file: `${RESTORE}/restore-legacy.ts`,
    from: "if (status !== 'owed') {",
    to: 'if (false) {',
    tests: [`${SWAP}/roll-back-races`],
  },
  {
    invariant: 2,
    what: 'a rollback gives way to a run that takes over meanwhile',
    file: `${RESTORE}/restore-legacy.ts`,
    from: "if (made.kind === 'changed') return { again: round };",
    to: "if (made.kind === 'changed') return { result: tried(found, zones, made, round) };",
    tests: [`${SWAP}/roll-back-races`],
  },
  {
    invariant: 10,
    what: 'a step doesn’t look for a rollback before its batch',
    file: 'lambdas/migration/swap/advance-zones.ts',
    from: '    await requireStillOpen(goal.run, ports.journal, jumps);\n',
    to: '',
    tests: [`${SWAP}/every-zone`],
    inHistories: true,
  },
  {
    invariant: 10,
    what: 'a closed run is never marked, though its rollback was requested before',
    file: RUN,
    from: '#status = :closed AND statusAt > :asOf',
    to: '#status = :closed AND statusAt = :asOf',
    tests: DYNAMO,
  },
  {
    invariant: 10,
    what: 'a rollback that was requested before the close is refused',
    file: `${DOMAIN}/roll-back.ts`,
    from: "      if (Date.parse(run.statusAt) > Date.parse(request.asOf)) return { kind: 'restore' };\n",
    to: '',
    tests: OWED,
    inHistories: true,
  },
  {
    invariant: 10,
    what: 'a second rollback takes the first one’s place',
    file: RUN,
    from: 'holder IN (:holder, :inPlaceOf)',
    to: 'holder <> :holder OR holder <> :inPlaceOf',
    tests: DYNAMO,
  },
  {
    invariant: 10,
    what: 'a rollback whose holder has died is left to it',
    file: 'lambdas/migration/roll-back/join-roll-back/join-roll-back.ts',
    from: 'if (!(await ports.executions.isRunning(holder.arn)))',
    to: 'if (false)',
    tests: ONE,
    inHistories: true,
  },
  {
    invariant: 10,
    what: 'a zone that fails keeps the next from being restored',
    file: 'lambdas/migration/swap/restore-zones.ts',
    from: 'zone.pending = (error as Error).message;',
    to: 'throw error;',
    tests: OWED,
  },
  {
    invariant: 10,
    what: 'a rollback that could not mark is not marked by StopMigration',
    file: 'lambdas/migration/roll-back/stop-migration/stop-migration.ts',
    from: '(shutsOut && !mayBeOneWay(asked, ports) && (await mark(asked, ports)))',
    to: 'false',
    tests: ['test/unit/lambdas/migration/roll-back/stop-migration'],
  },
  {
    invariant: 10,
    what: 'a zone that an earlier round restored is touched in each round',
    file: 'lambdas/migration/swap/zone-restore.ts',
    from: '    this.change = earlier;\n',
    to: '',
    tests: OWED,
  },
  {
    invariant: 10,
    what: 'a lost run is put back over a newer one',
    file: RUN,
    from: 'if (before && Date.parse(before.startedAt) >= Date.parse(run.startedAt)) return before;',
    to: '',
    tests: DYNAMO,
  },
  {
    invariant: 10,
    what: 'a rollback is not confirmed once the next run has begun',
    file: 'lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts',
    from: 'return marked || (journal.state',
    to: 'return (journal.state',
    tests: ONE,
  },
  {
    invariant: 10,
    what: 'the message that all is on the cluster is sent over a rollback',
    file: 'lambdas/migration/migrate/close-migration/close-migration.ts',
    from: "state.run.status !== 'closed') return undefined;",
    to: 'false) return undefined;',
    tests: OWED,
  },
  {
    invariant: 4,
    what: 'an older run that comes late puts its copy over the newer one’s',
    file: 'lambdas/migration/adapters/s3-before-image-copy.ts',
    from: '      requireNotNewer(standing?.run, copied.run);\n',
    to: '',
    tests: ['test/integration/adapters/migration/s3-before-image-copy'],
  },
  {
    invariant: 10,
    what: 'who takes the place of a rollback that has ended marks whatever run is under way',
    file: 'lambdas/migration/roll-back/join-roll-back/join-roll-back.ts',
    from: 'if (!run || !isAt(run, migrationRun, { run: dead })) return undefined;',
    to: 'if (!run) return undefined;',
    tests: ['test/unit/lambdas/migration/roll-back/join-roll-back'],
  },
  {
    invariant: 6,
    what: 'a journal of a later version is guessed',
    file: 'lambdas/shared/adapters/journal-items.ts',
    from: 'if (version === FORMAT) return value as T;',
    to: 'if (version !== undefined) return value as T;',
    tests: DYNAMO,
  },
  {
    invariant: 2,
    what: 'a late step of before a jump undoes the jump',
    file: 'lambdas/migration/swap/load-run.ts',
    from: 'journal.isOpen(execution, jumps)',
    to: 'journal.isOpen(execution)',
    tests: [`${SWAP}/jumps`],
  },
];
