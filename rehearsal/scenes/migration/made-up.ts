import type { DatabaseSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { Estate } from '../../estate/migration/estate.ts';
import { isOfMariaDb } from './database-servers.ts';
import { MARIADB_PACKAGES } from './mariadb.ts';

/** What of a scene no file says, in words that follow "Made up:". @param hasMariaDb whether one can be started */
export function madeUpIn(estate: Estate, hasMariaDb: boolean): readonly string[] {
  const { settings, snapshot } = estate;
  const of = (engine: DatabaseSettings['engine']) =>
    settings.databases.filter((each) => each.engine === engine);
  const answered = [
    [of('postgres'), 'a PostgreSQL of this machine answers'],
    [hasMariaDb ? of('mariadb') : [], 'a MariaDB of this machine answers'],
    [hasMariaDb ? of('mysql') : [], 'a MariaDB of this machine answers in place of MySQL'],
  ] as const;
  return [
    ...(snapshot.web === null
      ? ['certificates and pages: legacy and the cluster answer every moved name alike']
      : []),
    ...answered
      .filter(([databases]) => databases.length > 0)
      .map(([databases, by]) => `the content of ${inWords(databases)}: ${by}`),
    ...(settings.workloads ? ['the authority of the cluster: functions trust another in its place'] : []),
  ];
}

/** What nobody here can stand for. */
export interface Unanswered {
  /** As sentences. */
  readonly notes: readonly string[];
  /** What this machine has not, without which every migration ends before it begins. */
  readonly lacks: string | undefined;
}

/** @param hasMariaDb whether one can be started */
export function unansweredIn(
  { databases }: Pick<Estate['settings'], 'databases'>,
  hasMariaDb: boolean,
): Unanswered {
  const others = hasMariaDb ? [] : databases.filter(isOfMariaDb);
  if (others.length === 0) return { notes: [], lacks: undefined };
  return {
    notes: [
      `NOBODY ANSWERS for ${inWords(others)}: this machine has no MariaDB, which stands for MySQL and MariaDB. What a dry run checks there fails, so no scenario of this migration is played. Install one: apt-get install ${MARIADB_PACKAGES} (or have mariadbd and mariadb-install-db on the PATH).`,
    ],
    lacks: `a MariaDB on this machine for ${inWords(others)}: install ${MARIADB_PACKAGES}`,
  };
}

function inWords(databases: readonly Pick<DatabaseSettings, 'identifier'>[]): string {
  return databases.map(({ identifier }) => identifier).join(', ');
}
