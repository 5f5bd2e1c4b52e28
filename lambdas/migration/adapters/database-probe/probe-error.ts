import type { ProbeFailure } from '../../contract/database-probes.ts';

/** The way to a database ended here. */
export class ProbeError extends Error {
  readonly failure: ProbeFailure;

  constructor(failure: ProbeFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProbeError';
    this.failure = failure;
  }
}

const FAILURES: Readonly<Record<string, ProbeFailure>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'no-answer',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
};

/** What a socket's error, or a time-out, means. @param doing what was waited for, e.g. "the greeting" */
export function asProbeError(error: unknown, doing: string): ProbeError {
  if (error instanceof ProbeError) return error;
  const { name, code = '', message } = error as NodeJS.ErrnoException;
  if (name === 'AbortError' || name === 'TimeoutError')
    return new ProbeError('no-answer', `timed out while waiting for ${doing}`, { cause: error });
  return new ProbeError(FAILURES[code] ?? 'other', `${doing}: ${message}`, { cause: error });
}
