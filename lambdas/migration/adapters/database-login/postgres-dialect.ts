import { isIP } from 'node:net';
import { Client, DatabaseError } from 'pg';
import type { LoginFailure } from '../../contract/database-logins.ts';
import { LoginError, notReached } from './login-error.ts';
import { type Dialect, numberIn, type Session, type SessionOptions } from './session.ts';

/** Source: "PostgreSQL Error Codes", appendix A of its documentation. */
const FAILURES: Readonly<Record<string, LoginFailure>> = {
  '28000': 'refused',
  '28P01': 'refused',
  '42501': 'refused',
  '3D000': 'no-such-database',
  '53300': 'no-connections',
};

/** What superusers have to themselves is for nobody else. Of others' sessions everybody sees the number. */
const CONNECTIONS = `
  SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS most,
    (SELECT sum(numbackends) FROM pg_stat_database)::int AS open`;

export const postgresDialect: Dialect = {
  open,
  begin: 'BEGIN READ ONLY',
  connections: async (session) => {
    const [row] = await session.query(CONNECTIONS);
    return { most: numberIn(row, 'most'), open: numberIn(row, 'open') };
  },
};

async function open(options: SessionOptions): Promise<Session> {
  const { host, port, user, password, database, authorities, timeoutMs } = options;
  const client = new Client({
    host,
    port,
    user,
    password,
    database: database || 'postgres',
    application_name: 'kops-cutover',
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    ssl: {
      ca: [...authorities],
      minVersion: 'TLSv1.2',
      ...(isIP(host) === 0 && { servername: host }),
    },
  });
  // Errors between two queries are met by the next one; without a listener they would end the process.
  client.on('error', () => undefined);
  await client.connect().catch((error: unknown) => {
    throw loginError(error);
  });
  return {
    query: async (text) => {
      try {
        return (await client.query(text)).rows;
      } catch (error) {
        throw loginError(error);
      }
    },
    end: () => client.end(),
  };
}

function loginError(error: unknown): LoginError {
  if (!(error instanceof DatabaseError)) return notReached(error);
  const { code = 'an error without a code' } = error;
  return new LoginError(FAILURES[code] ?? 'query-failed', `PostgreSQL says ${code}`);
}
