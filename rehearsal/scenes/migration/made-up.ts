import type { DatabaseSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { Estate } from '../../estate/migration/estate.ts';
import { placelessDatabases, ROUND_TRIP_MS } from './database-places.ts';
import { iamUserOf, isOfMariaDb } from './database-servers.ts';
import { MARIADB_PACKAGES } from './mariadb.ts';

/** What of a scene no file says, in words that follow "Made up:". @param hasMariaDb whether one can be started */
export function madeUpIn(estate: Estate, hasMariaDb: boolean): readonly string[] {
  const { settings, snapshot } = estate;
  const placeless = placelessDatabases(estate, settings.databases);
  const of = (engine: DatabaseSettings['engine']) =>
    settings.databases.filter((each) => each.engine === engine && !placeless.includes(each));
  const answered = [
    [of('postgres'), 'a PostgreSQL of this machine answers'],
    [hasMariaDb ? of('mariadb') : [], 'a MariaDB of this machine answers'],
    [hasMariaDb ? of('mysql') : [], 'a MariaDB of this machine answers in place of MySQL'],
  ] as const;
  const timed = answered.flatMap(([databases]) => databases);
  const byToken = of('postgres').filter((each) => iamUserOf(each) !== undefined);
  return [
    ...(snapshot.web === null
      ? ['certificates and pages: legacy and the cluster answer every moved name alike']
      : []),
    ...answered
      .filter(([databases]) => databases.length > 0)
      .map(([databases, by]) => `the content of ${inWords(databases)}: ${by}`),
    ...(timed.length > 0
      ? [
          `the response times of ${inWords(timed)}: a round trip takes ${ROUND_TRIP_MS} ms from everywhere, unless a patch says otherwise. They say nothing about the real ones`,
        ]
      : []),
    ...(byToken.length > 0
      ? [`who may log in to ${inWords(byToken)} with an IAM token: any token is accepted`]
      : []),
    ...(settings.workloads ? ['the authority of the cluster: functions trust another in its place'] : []),
  ];
}

/** What nobody here can stand for. */
export interface Unanswered {
  /** As sentences. */
  readonly notes: readonly string[];
  /** What a rehearsal here has not, without which every migration ends before it begins. */
  readonly lacks: string | undefined;
}

type WithDatabases = Pick<Estate, 'home' | 'snapshot'> & {
  readonly settings: Pick<Estate['settings'], 'databases'>;
};

/** @param hasMariaDb whether one can be started */
export function unansweredIn(estate: WithDatabases, hasMariaDb: boolean): Unanswered {
  const { databases } = estate.settings;
  const placeless = placelessDatabases(estate, databases);
  const ofMariaDb = databases.filter((each) => isOfMariaDb(each) && !placeless.includes(each));
  const reasons = [
    { of: placeless, why: withoutPlace },
    hasMariaDb
      ? { of: ofMariaDb.filter((each) => iamUserOf(each) !== undefined), why: withTokens }
      : { of: ofMariaDb, why: withoutMariaDb },
  ]
    .filter(({ of }) => of.length > 0)
    .map(({ of, why }) => why(inWords(of)));
  return {
    notes: reasons.map(({ note }) => note),
    lacks: reasons.map(({ lacks }) => lacks).join('; and ') || undefined,
  };
}

interface Reason {
  readonly note: string;
  readonly lacks: string;
}

function withoutPlace(names: string): Reason {
  return {
    note: `NOBODY ANSWERS for ${names}: a rehearsal has no RDS proxies and no databases outside RDS. What a dry run checks there fails, so no scenario of this migration is played. To rehearse it all the same, leave them out of \`databases\`, or name the instance or cluster behind a proxy.`,
    lacks: `somebody who answers for ${names}: leave them out of \`databases\`, or name the instance or cluster behind a proxy`,
  };
}

function withTokens(names: string): Reason {
  return {
    note: `NOBODY ACCEPTS AN IAM TOKEN for ${names}: the MariaDB of this machine can't. The login that a dry run tries there fails, so no scenario of this migration is played. To rehearse it all the same, leave \`login\` out, or log in with a \`secret\`.`,
    lacks: `a MySQL or MariaDB that accepts IAM tokens for ${names}: leave \`login\` out, or log in with a \`secret\``,
  };
}

function withoutMariaDb(names: string): Reason {
  return {
    note: `NOBODY ANSWERS for ${names}: this machine has no MariaDB, which stands for MySQL and MariaDB. What a dry run checks there fails, so no scenario of this migration is played. Install one: apt-get install ${MARIADB_PACKAGES} (or have mariadbd and mariadb-install-db on the PATH).`,
    lacks: `a MariaDB on this machine for ${names}: install ${MARIADB_PACKAGES}`,
  };
}

function inWords(databases: readonly Pick<DatabaseSettings, 'identifier'>[]): string {
  return databases.map(({ identifier }) => identifier).join(', ');
}
