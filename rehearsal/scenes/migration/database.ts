/** What all servers have in common that stand for databases. */
import { authority, type Certificate, certificateFor } from '../../tools/certificates.ts';

export interface Database {
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  readonly log: (line: string) => void;
  /** Signs its certificate, as RDS's authority does. */
  readonly by: Certificate;
  /** Names that its certificate is for beside this machine's. */
  readonly names?: readonly string[];
}

/** It resolves everywhere. */
export const DATABASE_HOST = 'localhost';
/** What went wrong may stand before a page on where to report it. */
const SHOWN_LINES = 40;

/** A server could not be made or started. */
export class DatabaseFailed extends Error {
  override readonly name = 'DatabaseFailed';
}

/** @param said each line that it wrote */
export function notStarted(
  server: string,
  port: number,
  said: readonly string[],
  options?: ErrorOptions,
): DatabaseFailed {
  return new DatabaseFailed(
    `${server} did not start on port ${port} of ${DATABASE_HOST}; a free port is chosen anew each time. It said:\n${said.slice(-SHOWN_LINES).join('\n')}`,
    options,
  );
}

/** One that nobody else has. */
export function databaseAuthority(): Promise<Certificate> {
  return authority('Rehearsal database authority');
}

export function databaseCertificate({ by, names = [] }: DatabaseOptions): Promise<Certificate> {
  return certificateFor([DATABASE_HOST, ...names], by);
}
