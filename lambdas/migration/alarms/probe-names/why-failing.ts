/** Whether the cluster has served a name to somebody who asked as clients do. */

import { whyRefused } from '../../domain/certificate.ts';
import type { Attempt, WebAnswer } from '../../ports/web-probe.ts';

/**
 * Why a client would not have been served; undefined if it would. A 4xx is an answer: the cluster serves the name, and the path may be closed
 * to everybody. A name that there was no time to ask is a failure: the others were too slow.
 * @param now ISO 8601
 */
export function whyFailing(attempt: Attempt<WebAnswer>, now: string): string | undefined {
  if (!attempt.answered) return attempt.message;
  const { status, certificate } = attempt.value;
  if (certificate === undefined) return 'it was answered without a certificate';
  return whyRefused(certificate, now) ?? (status >= 500 ? `status ${status}` : undefined);
}
