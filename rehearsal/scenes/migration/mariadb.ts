/** What stands for databases of MySQL and MariaDB: a real MariaDB that takes TLS connections only, on a free port of the loopback interface. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../tools/free-port.ts';
import { installed } from '../../tools/installed.ts';
import { startProcessGroup } from '../../tools/process-group.ts';
import {
  DATABASE_HOST,
  type Database,
  type DatabaseOptions,
  databaseCertificate,
  notStarted,
} from './database.ts';

export interface MariaDbPrograms {
  readonly server: string;
  /** Makes the server's files. */
  readonly maker: string;
}

export interface MariaDb extends Database {
  /** Where its superuser `root` comes in without a password. */
  readonly socketPath: string;
}

const SERVER = 'mariadbd';
const MAKER = 'mariadb-install-db';
/** Debian puts the server there, where only root looks for programs. */
const SYSTEMS_OWN = '/usr/sbin';

/** What Debian's packages bring: the maker doesn't work without a program of the second. */
export const MARIADB_PACKAGES = 'mariadb-server-core mariadb-client-core';

/** What of MariaDB is installed. @param path folders, as in `PATH` @param more another one */
export function mariaDbPrograms(
  path = process.env.PATH ?? '',
  more = SYSTEMS_OWN,
): MariaDbPrograms | undefined {
  const [server, maker] = [SERVER, MAKER].map((name) => installed(name, path, [more]));
  return server !== undefined && maker !== undefined ? { server, maker } : undefined;
}

/**
 * @param folder where everything is put
 * @param statements are executed before anybody can come, each on one line
 */
export async function startMariaDb(
  folder: string,
  programs: MariaDbPrograms,
  options: DatabaseOptions,
  statements: readonly string[] = [],
): Promise<MariaDb> {
  const home = join(folder, 'mariadb');
  mkdirSync(home, { mode: 0o700 });
  await putCertificate(home, options);
  const initial = join(home, 'initial.sql');
  writeFileSync(initial, statements.map((statement) => `${statement};\n`).join(''), { mode: 0o600 });
  const port = await freePort();
  const { promise: failure, reject: fail } = Promise.withResolvers<never>();
  // It may fail when nobody waits for it any more.
  failure.catch(() => undefined);
  const made = Promise.withResolvers<void>();
  const ready = Promise.withResolvers<void>();
  const said: string[] = [];
  const group = await startProcessGroup({
    names: [MAKER, SERVER],
    log: (name, line) => {
      said.push(line);
      options.log(line);
      if (name === SERVER && line.includes('ready for connections')) ready.resolve();
    },
    onEnded: (name, code) => {
      if (name === MAKER && code === 0) made.resolve();
      else fail(notStarted('MariaDB', port, [...said, `${name} ended with code ${code}.`]));
    },
  });
  const stop = async () => {
    await group.kill();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    group.run(MAKER, [programs.maker, ...filesIn(home), ...MADE_WITH]);
    await Promise.race([made.promise, failure]);
    group.run(SERVER, [programs.server, ...filesIn(home), ...settings(home, port, initial)]);
    await Promise.race([ready.promise, failure]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { host: DATABASE_HOST, port, socketPath: join(home, DATA, SOCKET), stop };
}

/** Within its home. */
const DATA = 'data';

/** In the folder of its data: a path of a socket may not be long. */
const SOCKET = 'socket';

const MADE_WITH = ['--auth-root-authentication-method=normal', '--skip-test-db'] as const;

/** What the maker and the server must agree on. */
function filesIn(home: string): readonly string[] {
  return [
    '--no-defaults',
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
    `--datadir=${join(home, DATA)}`,
    // Whichever starts in the same folder deletes the temporary tables of all others there.
    `--tmpdir=${home}`,
    // Nothing in it is large, or has to outlive the rehearsal.
    '--innodb-log-file-size=4M',
    '--innodb-flush-log-at-trx-commit=0',
    // The kernel's are one budget for all who start a server on this machine.
    '--innodb-use-native-aio=0',
  ];
}

function settings(home: string, port: number, initial: string): readonly string[] {
  return [
    `--socket=${SOCKET}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--require-secure-transport=on',
    '--character-set-server=utf8mb4',
    '--log-warnings=9',
    `--init-file=${initial}`,
    ...['cert', 'key'].map((each) => `--ssl-${each}=${join(home, `${each}.pem`)}`),
  ];
}

async function putCertificate(home: string, options: DatabaseOptions): Promise<void> {
  const { cert, key } = await databaseCertificate(options);
  const files = { 'cert.pem': cert, 'key.pem': key };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text, { mode: 0o600 });
}
