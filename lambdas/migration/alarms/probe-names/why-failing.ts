/** Whether the cluster serves a name to its clients. */

import { whyRefused } from '../../domain/certificate.ts';
import type { Attempt, WebAnswer } from '../../ports/web-probe.ts';

/**
 * Why a client would not have been served; undefined if it would. A 4xx is an answer: the cluster serves the name, and the path may be closed
 * to everybody. If there was no time to request a name, that is a failure: the others were too slow.
 * @param now ISO 8601
 */
export function whyFailing(attempt: Attempt<WebAnswer>, now: string): string | undefined {
  if (!attempt.answered) return attempt.message;
  const { status, certificate } = attempt.value;
  if (certificate === undefined) return 'the answer came without a certificate';
  return whyRefused(certificate, now) ?? (status >= 500 ? `status ${status}` : undefined);
}
