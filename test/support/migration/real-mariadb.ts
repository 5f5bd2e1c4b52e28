import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createConnection } from 'mysql2/promise';
import { authority, certificateFor } from '../certificates.ts';

/** Where Debian's `mariadb-server-core` puts it, and the maker of its files. */
const SERVER = '/usr/sbin/mariadbd';
const MAKER = '/usr/bin/mariadb-install-db';

/** Describes tests with a real MariaDB where there is one; elsewhere it is said that they are not run. */
export function describeWithMariaDb(name: string, tests: () => void): void {
  if (existsSync(SERVER) && existsSync(MAKER)) describe(name, tests);
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

const HOST = 'localhost';

/** A real MariaDB that takes TLS only, and logs each connection that ends without a goodbye. */
export async function startMariaDb(): Promise<RealMariaDb> {
  const folder = mkdtempSync(join(tmpdir(), 'mariadb-test-'));
  const data = join(folder, 'data');
  const socketPath = join(folder, 'socket');
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  execFileSync(
    MAKER,
    [
      '--no-defaults',
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      ...asRoot,
    ],
    { stdio: 'pipe' },
  );
  const ca = await putCertificate(folder);
  const port = await freePort();
  const child = spawn(
    SERVER,
    [
      '--no-defaults',
      ...asRoot,
      `--datadir=${data}`,
      `--socket=${socketPath}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--require-secure-transport=on',
      '--innodb-flush-log-at-trx-commit=0',
      '--log-warnings=9',
      ...['ca', 'cert', 'key'].map((each) => `--ssl-${each}=${join(folder, `${each}.pem`)}`),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const log: string[] = [];
  await ready(child, log);
  return {
    host: HOST,
    port,
    ca,
    log,
    execute: async (...statements) => {
      const connection = await createConnection({ socketPath, user: 'root' });
      for (const statement of statements) await connection.query(statement);
      await connection.end();
    },
    stop: async () => {
      const exit = once(child, 'exit');
      child.kill();
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ready(
  child: ChildProcess & { readonly stderr: NodeJS.ReadableStream },
  log: string[],
): Promise<void> {
  const lines = createInterface({ input: child.stderr });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  lines.on('line', (line) => {
    log.push(line);
    if (line.includes('ready for connections')) resolve();
  });
  child.once('exit', (code) =>
    reject(new Error(`MariaDB ended with code ${code}:\n${log.slice(-5).join('\n')}`)),
  );
  await promise;
}

async function putCertificate(folder: string): Promise<string> {
  const own = await authority('Test authority of MariaDB');
  const server = await certificateFor(HOST, own);
  const files = { 'ca.pem': own.cert, 'cert.pem': server.cert, 'key.pem': server.key };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 });
  return own.cert;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
