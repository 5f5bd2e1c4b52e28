import type { ServerCertificate } from '../../ports/web-probe.ts';

const MOST_NAMED = 5;

/** What a certificate is for, for people. */
export function namesIn({ names }: ServerCertificate): string {
  return names.slice(0, MOST_NAMED).join(', ') || 'no name';
}
