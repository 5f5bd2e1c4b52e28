/** The real servers of `servers.test.ts`: a PostgreSQL, and beside it a MariaDB where there is one. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { DatabaseSettings } from '../../../lambdas/migration/contract/settings.ts';
import { DATABASE_LOGIN } from '../../../rehearsal/scenes/migration/made-up-values.ts';
import { type RealDatabase, startRealDatabase } from '../../support/migration/real-database.ts';

export const ARN = 'arn:aws:secretsmanager:us-west-1:111122223333:secret:shop/db-AbCdEf';
export const COMMON = { kind: 'instance', roundTrips: 20, p99BudgetMs: 1000 } as const;
export const LOGIN = { by: { secretArn: ARN }, database: 'shop`s "own"' };
export const ENGINES = ['postgres', 'mariadb', 'mysql'] as const;

const CONFIGURED: readonly DatabaseSettings[] = ENGINES.map((engine) => ({
  ...COMMON,
  identifier: `shop-${engine}`,
  engine,
  login: LOGIN,
}));

/** There from the first `beforeAll` of a suite on. */
export const database = {} as RealDatabase & { readonly ca: string };

beforeAll(async () => {
  const started = await startRealDatabase(CONFIGURED);
  Object.assign(database, started, { ca: readFileSync(started.authorityFile, 'utf8') });
});
afterAll(() => database.stop?.());

/** PostgreSQL's superuser does this. */
export async function asSuperuser(...statements: readonly string[]): Promise<void> {
  const { host, port, ca } = database;
  const { username: user, password } = DATABASE_LOGIN;
  const client = new Client({ host, port, user, password, database: 'postgres', ssl: { ca } });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

let marks = 0;

/** What PostgreSQL logs from now on: a mark in its log, which comes here later than what it is about, tells where that is. */
export async function logFromNow(): Promise<() => readonly string[]> {
  const mark = `mark ${++marks} of a test`;
  await asSuperuser(`DO $$ BEGIN RAISE LOG '${mark}'; END $$`);
  const index = () => database.log.findIndex((line) => line.includes(mark));
  while (index() < 0) await sleep(5);
  return () => database.log.slice(index() + 1);
}
