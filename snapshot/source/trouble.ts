/** What stops a snapshot from being taken. */

import type { Place } from '../../rehearsal/snapshot/file-kind.ts';

/** No snapshot can be taken; the message says why, and what to do. */
export class SnapshotNotTaken extends Error {
  override readonly name = 'SnapshotNotTaken';
}

/** A question that AWS refuses to answer to whoever asked. */
export interface Denial {
  readonly account: string;
  /** What would have been read, as the AWS CLI calls it. */
  readonly what: string;
  /** AWS's words. */
  readonly why: string;
}

/** Something that the configuration or another answer names, and that AWS doesn't have. */
export interface Absence {
  /** As the AWS CLI would have read it. */
  readonly what: string;
  readonly place: Place;
}

const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'Forbidden',
  'UnauthorizedOperation',
]);

export function isDenial(error: unknown): error is Error {
  return error instanceof Error && DENIED.has(error.name);
}

/** Names of errors of credentials that are missing, or were valid. */
export const EXPIRED: ReadonlySet<string> = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'TokenProviderError',
  'TokenRefreshRequired',
]);

/** Nobody answered: neither AWS nor whoever gives credentials. */
export function isUnreached(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return error.name === 'TimeoutError' || ('code' in error && $metadata?.httpStatusCode === undefined);
}

const AGAIN = 'Run the same command again: it continues.';

/** An error of AWS, or on the way there; undefined for any other. */
export function inOneLine(error: unknown): SnapshotNotTaken | undefined {
  if (!(error instanceof Error)) return undefined;
  const [isExpired, isUnanswered] = [EXPIRED.has(error.name), isUnreached(error)];
  if (!isExpired && !isUnanswered && !('$metadata' in error)) return undefined;
  const what = isUnanswered ? 'AWS could not be reached' : error.name;
  const todo = isExpired ? `Sign in again (aws sso login). ${AGAIN}` : AGAIN;
  return new SnapshotNotTaken(`The snapshot is not whole. ${what}: ${error.message}. ${todo}`, {
    cause: error,
  });
}
