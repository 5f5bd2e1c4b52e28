import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { LoginOutcome } from '../../contract/database-logins.ts';
import type { DatabaseEndpoint } from '../../contract/payloads.ts';
import type { LoginSettings } from '../../contract/settings.ts';
import { percentilesOf } from '../../domain/databases/latency.ts';
import type { DatabaseLogins } from '../../ports/database-login.ts';
import { credentialsOf } from './credentials.ts';
import { LoginError } from './login-error.ts';
import type { Dialect, Session } from './session.ts';

/** Each driver is loaded only when a database needs it. */
const DIALECTS: Readonly<Record<DatabaseEndpoint['engine'], () => Promise<Dialect>>> = {
  postgres: async () => (await import('./postgres-dialect.ts')).postgresDialect,
  mysql: async () => (await import('./mysql-dialect.ts')).mysqlDialect,
  mariadb: async () => (await import('./mysql-dialect.ts')).mysqlDialect,
};

/** More would only take time: what differs from connection to connection, ProbeDatabases measures. */
const QUERIES = 20;

export interface LoginOptions {
  /** PEM, for databases of a kind. */
  readonly authorities: (kind: DatabaseEndpoint['kind']) => readonly string[];
  readonly secrets: SecretsManagerClient;
  /** For the connection, and for each answer, milliseconds. */
  readonly timeoutMs: number;
}

/** By the drivers that applications use. */
export class DriverLogins implements DatabaseLogins {
  readonly #options: LoginOptions;

  constructor(options: LoginOptions) {
    this.#options = options;
  }

  async tryOne(endpoint: DatabaseEndpoint, login: LoginSettings): Promise<LoginOutcome> {
    try {
      return await this.#logIn(endpoint, login);
    } catch (error) {
      if (error instanceof LoginError) return { in: false, failure: error.failure, message: error.message };
      throw error;
    }
  }

  async #logIn(endpoint: DatabaseEndpoint, login: LoginSettings): Promise<LoginOutcome> {
    const { host, port, kind, engine } = endpoint;
    const { authorities, secrets, timeoutMs } = this.#options;
    const credentials = await credentialsOf(login, endpoint, secrets);
    const dialect = await DIALECTS[engine]();
    const session = await dialect.open({
      host,
      port,
      ...credentials,
      authorities: authorities(kind),
      timeoutMs,
    });
    try {
      return await asked(session, dialect);
    } finally {
      await session.end().catch(() => undefined);
    }
  }
}

/** @throws LoginError */
async function asked(session: Session, { begin, connections }: Dialect): Promise<LoginOutcome> {
  await session.query(begin);
  const times: number[] = [];
  for (let count = 0; count < QUERIES; count++) {
    const since = performance.now();
    await session.query('SELECT 1');
    times.push(performance.now() - since);
  }
  const { most, open } = await connections(session);
  await session.query('ROLLBACK');
  const query = percentilesOf(times) ?? { p50: 0, p95: 0, p99: 0, max: 0 };
  return { in: true, query, connections: { most, open: open - 1 } };
}
