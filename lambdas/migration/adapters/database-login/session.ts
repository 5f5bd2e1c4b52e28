/** A connection that is logged in. All throw LoginError. */
export interface Session {
  /** @returns the rows, by the names of their columns */
  query(text: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Says goodbye, so that the server notes no aborted connection. */
  end(): Promise<void>;
}

export interface SessionOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** '' for the one that the server takes without. */
  readonly database: string;
  /** PEM: nobody else is trusted. */
  readonly authorities: readonly string[];
  /** For the connection, and for each answer, milliseconds. */
  readonly timeoutMs: number;
}

/** How a kind of database is asked. */
export interface Dialect {
  open(options: SessionOptions): Promise<Session>;
  readonly begin: string;
  /** @returns how many connections users may have at once, and how many there are */
  connections(session: Session): Promise<{ readonly most: number; readonly open: number }>;
}

/** A number that a driver gives as text, where it is one of 64 bits. @throws TypeError if it is none */
export function numberIn(row: Readonly<Record<string, unknown>> | undefined, column: string): number {
  const number = Number(row?.[column] ?? Number.NaN);
  if (Number.isNaN(number)) throw new TypeError(`the database gives no number as ${column}`);
  return number;
}
