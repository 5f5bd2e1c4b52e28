/** Who answers for the configured databases: one server for each kind of them. */
import type { DatabaseSettings } from '../../../lambdas/migration/contract/settings.ts';
import { databaseAuthority } from './database.ts';
import { DATABASE_LOGIN } from './made-up-values.ts';
import { type MariaDbPrograms, startMariaDb } from './mariadb.ts';
import { startPostgres } from './postgres.ts';

export interface DatabaseServers {
  /** PEM, of the authority that signed their certificates. */
  readonly authority: string;
  /** Where they listen on this machine; undefined for nobody. */
  readonly ports: DatabasePorts;
  stop(): Promise<void>;
}

export interface DatabasePorts {
  readonly postgres: number | undefined;
  /** For MySQL, too. */
  readonly mariadb: number | undefined;
}

export interface DatabaseServersOptions {
  readonly log: (line: string) => void;
  /** Those that are configured. */
  readonly databases: readonly DatabaseSettings[];
  /** Names that their certificates are for beside this machine's. */
  readonly names: readonly string[];
  /** Undefined where there is no MariaDB. */
  readonly mariaDb: MariaDbPrograms | undefined;
}

/** MariaDB speaks MySQL's protocol. */
export const isOfMariaDb = ({ engine }: Pick<DatabaseSettings, 'engine'>): boolean => engine !== 'postgres';

/** @param folder where everything is put; PostgreSQL's own user must be able to reach it */
export async function startDatabaseServers(
  folder: string,
  { log, databases, names, mariaDb }: DatabaseServersOptions,
): Promise<DatabaseServers> {
  const by = await databaseAuthority();
  const options = { log, by, names };
  const ofMariaDb = databases.filter(isOfMariaDb);
  const ofPostgres = databases.filter((each) => !isOfMariaDb(each));
  const starting = [
    ofPostgres.length > 0
      ? startPostgres(folder, options, {
          databases: namesIn(ofPostgres),
          iamUsers: [...new Set(ofPostgres.flatMap((each) => iamUserOf(each) ?? []))],
        })
      : undefined,
    mariaDb && ofMariaDb.length > 0
      ? startMariaDb(folder, mariaDb, options, initialStatements(namesIn(ofMariaDb)))
      : undefined,
  ] as const;
  const stop = async () => {
    const started = await Promise.allSettled(starting);
    await Promise.all(started.map((each) => each.status === 'fulfilled' && each.value?.stop()));
  };
  try {
    const [postgres, mariadb] = await Promise.all(starting);
    return { authority: by.cert, ports: { postgres: postgres?.port, mariadb: mariadb?.port }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Who logs in by a token of IAM. */
export function iamUserOf({ login }: Pick<DatabaseSettings, 'login'>): string | undefined {
  return login && 'iamUser' in login.by ? login.by.iamUser : undefined;
}

/** Of databases within a server: those that logins name. */
function namesIn(databases: readonly DatabaseSettings[]): readonly string[] {
  return [...new Set(databases.flatMap(({ login }) => login?.database || []))];
}

/** The user of all secrets, who may do everything as RDS's may, and the databases. */
function initialStatements(names: readonly string[]): readonly string[] {
  const { username, password } = DATABASE_LOGIN;
  return [
    `CREATE USER ${quoted(username, "'")}@'%' IDENTIFIED BY ${quoted(password, "'")}`,
    `GRANT ALL ON *.* TO ${quoted(username, "'")}@'%'`,
    ...names.map((name) => `CREATE DATABASE IF NOT EXISTS ${quoted(name, '`')}`),
  ];
}

/** A text or a name in SQL; a backslash stands for itself in names alone. */
function quoted(text: string, mark: "'" | '`'): string {
  const plain = mark === '`' ? text : text.replaceAll('\\', '\\\\');
  return `${mark}${plain.replaceAll(mark, mark + mark)}${mark}`;
}
