/** What probing a database and trying a login take, beside a bare loop of the driver's that does the same. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { Client } from 'pg';
import { postgresDialect } from '../lambdas/migration/adapters/database-login/postgres-dialect.ts';
import { SocketDatabaseProbe } from '../lambdas/migration/adapters/database-probe/socket-database-probe.ts';
import { type Database, databaseAuthority } from '../rehearsal/scenes/migration/database.ts';
import { DATABASE_LOGIN } from '../rehearsal/scenes/migration/made-up-values.ts';
import { startPostgres } from '../rehearsal/scenes/migration/postgres.ts';
import { median, type Row, ratioRow } from './row.ts';

const CONNECTIONS = 100;
const QUERIES = 1000;
const TIMEOUT_MS = 3000;

export async function probingRows(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'probing-bench-'));
  const by = await databaseAuthority();
  const database = await startPostgres(folder, { by, log: () => undefined });
  try {
    return [await probingRow(database, by.cert), await queryRow(database, by.cert)];
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function probingRow({ host, port }: Database, ca: string): Promise<Row> {
  const probe = new SocketDatabaseProbe({ trusted: () => createSecureContext({ ca }) });
  const asked = { kind: 'instance', engine: 'postgres', p99BudgetMs: 1000 } as const;
  const endpoint = { subject: 'shop-db', ...asked, roundTrips: 1, host, port };
  const [probed, bare] = await inTurn(
    CONNECTIONS,
    async () => {
      const { lost } = await probe.roundTrips(endpoint, 60_000);
      if (lost > 0) throw new Error(`${lost} connections of the probe were lost`);
    },
    async () => (await connected(host, port, ca)).end(),
  );
  return ratioRow('a connection of the probe, beside the driver’s', probed, bare, 1.05);
}

async function queryRow({ host, port }: Database, ca: string): Promise<Row> {
  const { username: user, password } = DATABASE_LOGIN;
  const to = { host, port, user, password, database: 'postgres', authorities: [ca], timeoutMs: TIMEOUT_MS };
  const session = await postgresDialect.open(to);
  const client = await connected(host, port, ca);
  const [asked, bare] = await inTurn(
    QUERIES,
    () => session.query('SELECT 1'),
    () => client.query('SELECT 1'),
  );
  await Promise.all([session.end(), client.end()]);
  return ratioRow('a query of a login that is tried, beside the driver’s', asked, bare, 1.05);
}

/** With the same limits as the login that is tried. */
async function connected(host: string, port: number, ca: string): Promise<Client> {
  const { username: user, password } = DATABASE_LOGIN;
  const limits = { connectionTimeoutMillis: TIMEOUT_MS, query_timeout: TIMEOUT_MS };
  const ssl = { ca, servername: host };
  const client = new Client({ host, port, user, password, database: 'postgres', ssl, ...limits });
  await client.connect();
  return client;
}

/**
 * One after the other, so that what slows the machine down slows both down.
 * @returns the median of each, milliseconds of the wall clock
 */
async function inTurn(
  rounds: number,
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<readonly [number, number]> {
  const [ones, others]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    ones.push(await timeOf(one));
    others.push(await timeOf(other));
  }
  return [median(ones), median(others)];
}

async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await run();
  return performance.now() - since;
}
