import type { WebFailure } from '../../ports/web-probe.ts';

/** The exchange with a server ended here. */
export class WebError extends Error {
  override readonly name = 'WebError';
  readonly failure: WebFailure;

  constructor(failure: WebFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}

/** A step on the way, and what it means that it wasn't done in time. */
export interface Step {
  readonly doing: string;
  readonly late: WebFailure;
}

const OF_SOCKETS: Readonly<Record<string, WebFailure>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EAFNOSUPPORT: 'unreachable',
  ETIMEDOUT: 'no-connection',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
};

/** OpenSSL's reasons for bytes that are no TLS record. */
const NO_TLS = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_RECORD_LAYER_FAILURE',
  'ERR_SSL_HTTP_REQUEST',
]);

/** OpenSSL's message has the thread, the file and the line; its reason is what people look for. */
interface Failure extends NodeJS.ErrnoException {
  readonly reason?: string;
}

/** What a socket's error, or a time-out, means at this step. */
export function asWebError(error: unknown, { doing, late }: Step): WebError {
  if (error instanceof WebError) return error;
  const { name, code = '', message, reason = message } = error as Failure;
  const failure = name === 'AbortError' || name === 'TimeoutError' ? late : failureOf(code);
  const words = failure === late ? `timed out while waiting for ${doing}` : `${doing}: ${reason}`;
  return new WebError(failure, words, { cause: error });
}

function failureOf(code: string): WebFailure {
  if (code === 'HPE_HEADER_OVERFLOW') return 'header-too-long';
  if (code.startsWith('HPE_')) return 'not-http';
  if (NO_TLS.has(code)) return 'no-tls';
  if (/^ERR_SSL_.*ALERT/.test(code)) return 'tls-refused';
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') return 'tls-failed';
  return OF_SOCKETS[code] ?? 'other';
}
