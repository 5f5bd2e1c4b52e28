import type { BrokenProbe, Percentiles } from './database-probes.ts';

/** Why a login did not lead to an answer. */
export const LOGIN_FAILURES = [
  /** The secret can't be read, or has no user and password in it. */
  'secret-unreadable',
  /** There was no connection, or none that is trusted: what ProbeDatabases finds, too. */
  'not-reached',
  'no-answer',
  /** Unknown user, wrong password, or not allowed in this database. */
  'refused',
  'no-such-database',
  /** The database has no connection to spare. */
  'no-connections',
  /** The database itself answers with another error. */
  'query-failed',
] as const;

export type LoginFailure = (typeof LOGIN_FAILURES)[number];

export type LoginOutcome =
  | {
      readonly in: true;
      /** `SELECT 1` in a read-only transaction. */
      readonly query: Percentiles;
      readonly connections: Connections;
    }
  | { readonly in: false; readonly failure: LoginFailure; readonly message: string };

export interface Connections {
  /** How many users may have open at once. */
  readonly most: number;
  /** Open now, beside that of the login itself. */
  readonly open: number;
}

export interface DatabaseLogin {
  /** Together they say which endpoint. */
  readonly subject: string;
  readonly host: string;
  readonly outcome: LoginOutcome;
}

/** What LogInToDatabases returns: nothing of what was in a secret. */
export interface LoggedIn {
  readonly logins: readonly DatabaseLogin[];
  /** Why the function returned nothing; the machine says it in the function's place. */
  readonly broken?: BrokenProbe;
}
