import { isIP } from 'node:net';
import {
  type ConnectionOptions,
  createConnection,
  type QueryError,
  type RowDataPacket,
} from 'mysql2/promise';
import type { LoginFailure } from '../../contract/database-logins.ts';
import { LoginError, notReached } from './login-error.ts';
import { type Dialect, numberIn, type Session, type SessionOptions } from './session.ts';

/** Source: "Server Error Message Reference" in MySQL's documentation; MariaDB's are the same. */
const FAILURES: Readonly<Record<number, LoginFailure>> = {
  1044: 'refused',
  1045: 'refused',
  1130: 'refused',
  1698: 'refused',
  1820: 'refused',
  1049: 'no-such-database',
  1040: 'no-connections',
  1203: 'no-connections',
  1226: 'no-connections',
};

export const mysqlDialect: Dialect = {
  open,
  begin: 'START TRANSACTION READ ONLY',
  connections: async (session) => {
    const [limit] = await session.query('SELECT @@GLOBAL.max_connections AS most');
    const [status] = await session.query("SHOW GLOBAL STATUS LIKE 'Threads_connected'");
    return { most: numberIn(limit, 'most'), open: numberIn(status, 'Value') };
  },
};

async function open({ authorities, timeoutMs, database, ...who }: SessionOptions): Promise<Session> {
  // The driver takes any certificate for `localhost` there, and would give it the password.
  if (isIP(who.host) !== 0)
    throw new LoginError('not-reached', `the driver checks no certificate for the address ${who.host}`);
  const options: ConnectionOptions = {
    ...who,
    ...(database && { database }),
    connectTimeout: timeoutMs,
    ssl: { ca: [...authorities], minVersion: 'TLSv1.2', verifyIdentity: true },
    // A token of IAM is handed over as it is; nothing is sent before the certificate was judged.
    enableCleartextPlugin: true,
  };
  const connection = await createConnection(options).catch((error: unknown) => {
    throw loginError(error);
  });
  // Errors between two queries are met by the next one; without a listener they would end the process.
  connection.on('error', () => undefined);
  return {
    query: async (sql) => {
      try {
        const [rows] = await connection.query<RowDataPacket[]>({ sql, timeout: timeoutMs });
        return rows;
      } catch (error) {
        throw loginError(error);
      }
    },
    end: () => connection.end(),
  };
}

function loginError(error: unknown): LoginError {
  const { errno, sqlState } = error as QueryError;
  // Only what a server says has a state.
  if (errno === undefined || sqlState === undefined) return notReached(error);
  return new LoginError(FAILURES[errno] ?? 'query-failed', `MySQL says ${errno}`);
}
