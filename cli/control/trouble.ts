/** What ends a command otherwise than it was meant to. */
import { isTransient } from '../../lambdas/shared/adapters/transient.ts';
import { ERRORS } from '../../lambdas/shared/contract/errors.ts';
import { EXPIRED, isDenial, isUnreached } from '../../snapshot/source/trouble.ts';

/**
 * `failed`: it could not be done, or not be known. `refused`: the machine said no, and nothing was changed. `unfinished`: it has begun
 * and continues without this command.
 */
export const EXIT = { done: 0, failed: 1, refused: 2, unfinished: 3 } as const;

/** The message says what happened, and what to do. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.failed, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

const THROTTLED = new Set([
  'EC2ThrottledException',
  'RequestLimitExceeded',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/** Of AWS, or on the way there, in plain words; anything else is a defect, and stays what it is. */
export function inPlainWords(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (error instanceof CommandFailed) return error;
  const message = plain(error);
  return message === undefined ? error : new CommandFailed(message, EXIT.failed, { cause: error });
}

function plain(error: Error): string | undefined {
  const said = `${error.name}: ${error.message}`;
  if (/^Region (is missing|not accepted)/.test(error.message))
    return 'The region is not known. Give --region us-west-1, or set AWS_REGION.';
  if (error.name === 'CredentialsProviderError')
    return `No AWS credentials: ${error.message}. Sign in (aws sso login), give --profile, or set AWS_PROFILE.`;
  if (EXPIRED.has(error.name))
    return `Your AWS credentials have expired: ${said}. Sign in again (aws sso login).`;
  if (error.name === 'UnrecognizedClientException' || error.name === 'InvalidClientTokenId')
    return `AWS doesn't know your credentials: ${said}. Sign in (aws sso login), or give another --profile.`;
  if (isDenial(error)) return `Your credentials lack a right: ${said}. Add it, or give another --profile.`;
  if (isThrottled(error)) return `AWS throttles requests: ${said}. Try again in a minute.`;
  if (isUnreached(error)) return `AWS could not be reached: ${said}. Check the network, and --region.`;
  return '$metadata' in error ? `AWS refused: ${said}` : undefined;
}

function isThrottled(error: unknown): boolean {
  return error instanceof Error && THROTTLED.has(error.name);
}

/** Whether the same request may succeed a little later. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof CommandFailed) return isPassing(error.cause);
  if (EXPIRED.has(error.name)) return false;
  if (error.name === ERRORS.transient) return true;
  return isThrottled(error) || isTransient(error) || isUnreached(error);
}
