import { withoutEnd } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import type { Reading } from '../../domain/reading.ts';
import { notes } from './notes.ts';

/** What is read of an account that isn't there may be another account's, which can't be asked. */
export function notCompared(subject: string, what: string, reading: Reading<unknown>): Finding {
  const why = 'They were compared with nothing.';
  if (!reading.known)
    return notes.fail(`${subject} (${what})`, 'ingress-balancer-unreadable', {
      seen: `The load balancer's ${what} could not be read: ${withoutEnd(reading.why)}.`,
      why,
      toDo: 'Check what denies the function access (a service control policy, for example).',
    });
  return notes.unknown(`${subject} (${what})`, 'ingress-balancer-unknown', {
    seen: `No load balancer of this account and Region has this name, so its ${what} can't be read.`,
    why,
    toDo: 'Compare by hand: time-outs, HTTP/2, X-Forwarded-For, proxy protocol, stickiness, web ACL, capacity, healthy targets by zone. Then accept this finding.',
  });
}
