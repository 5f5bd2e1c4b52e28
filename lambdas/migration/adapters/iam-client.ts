import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { ANSWER_TIMES } from '../../shared/adapters/answer-times.ts';

/**
 * IAM throttles sooner than others, and gets several questions for each role: the client slows down when it is throttled.
 * @param more whose credentials, where it is not the function's own
 */
export function iamClient(more: Pick<IAMClientConfig, 'credentials'> = {}): IAMClient {
  return new IAMClient({ requestHandler: ANSWER_TIMES, retryMode: 'adaptive', maxAttempts: 6, ...more });
}
