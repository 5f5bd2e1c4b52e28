import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { databaseAuthority } from '../../../rehearsal/scenes/migration/database.ts';
import { mariaDbPrograms, startMariaDb } from '../../../rehearsal/scenes/migration/mariadb.ts';

const PROGRAMS = mariaDbPrograms();

/** Describes tests with a real MariaDB where there is one; elsewhere it is said that they are not run. */
export function describeWithMariaDb(name: string, tests: () => void): void {
  if (PROGRAMS) describe(name, tests);
  else describe.skip(`${name} (not run: no MariaDB)`, tests);
}

export interface RealMariaDb {
  readonly host: string;
  readonly port: number;
  /** PEM, of the authority that signed its certificate. */
  readonly ca: string;
  /** What it has logged so far. */
  readonly log: readonly string[];
  /** As its superuser, past the network. */
  execute(...statements: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** A real MariaDB that takes TLS only, and logs each connection that ends without a goodbye. */
export async function startRealMariaDb(): Promise<RealMariaDb> {
  if (!PROGRAMS) throw new Error('there is no MariaDB: the test is for describeWithMariaDb');
  const folder = mkdtempSync(join(tmpdir(), 'mariadb-test-'));
  const by = await databaseAuthority();
  const log: string[] = [];
  const { host, port, socketPath, stop } = await startMariaDb(folder, PROGRAMS, {
    by,
    log: (line) => log.push(line),
  });
  return {
    host,
    port,
    ca: by.cert,
    log,
    execute: async (...statements) => {
      const connection = await createConnection({ socketPath, user: 'root' });
      for (const statement of statements) await connection.query(statement);
      await connection.end();
    },
    stop: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
