import { ERRORS } from '../contract/errors.ts';
import { NamedError } from '../domain/named-error.ts';

interface SdkError extends Error {
  readonly $retryable?: { readonly throttling?: boolean };
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly code?: string;
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

const TRANSIENT_NAMES = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'KMSThrottlingException',
  'TooManyRequestsException',
  'ProvisionedThroughputExceededException',
  'TransactionConflictException',
  'TransactionInProgressException',
  'PriorRequestNotComplete',
  'TurnTooLate',
  'ScalingActivityInProgressFault',
  'SlowDown',
  'TimeoutError',
  'AbortError',
  'RequestTimeout',
  'ServiceUnavailable',
  'InternalFailure',
  'InternalServerError',
]);

/** Why DynamoDB cancelled a transaction. Source: CancellationReasons in the TransactWriteItems API reference. */
const TRANSIENT_REASONS = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

const CONNECTION_CODES = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** True for what a later try may not meet: throttling, 5xx, a connection that failed. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, code, $retryable, $metadata, CancellationReasons } = error as SdkError;
  return (
    TRANSIENT_NAMES.has(name) ||
    (code !== undefined && CONNECTION_CODES.has(code)) ||
    $retryable !== undefined ||
    CancellationReasons?.some(({ Code = '' }) => TRANSIENT_REASONS.has(Code)) ||
    ($metadata?.httpStatusCode ?? 0) >= 500
  );
}

/** Runs `call`; what was transient even after the SDK's own tries becomes `TransientFailure`, which the machines retry. */
export async function namingTransients<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!isTransient(error)) throw error;
    const { name, message } = error as Error;
    throw new NamedError(ERRORS.transient, `${what}: ${name}: ${message}`, { cause: error });
  }
}
