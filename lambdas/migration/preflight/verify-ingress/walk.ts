/** A request and the redirects that follow from it, as far as they stay on one platform. */
import { WEB_PORTS } from '../../domain/web-ports.ts';
import type { Attempt, WebAnswer, WebProbe, WebRequest } from '../../ports/web-probe.ts';

export interface Hop {
  readonly request: WebRequest;
  readonly answer: WebAnswer;
}

export interface Walk {
  /** The last one is what a client is left with. At least one. */
  readonly hops: readonly Hop[];
  /** `circle`: it leads back to what was asked before. `too-long`: no end after `MOST_REDIRECTS`. */
  readonly end: 'answer' | 'elsewhere' | 'circle' | 'too-long';
}

export const MOST_REDIRECTS = 5;

/** @param addressOf where a host is asked; undefined for one that is not of this platform */
export async function walk(
  request: WebRequest,
  addressOf: (host: string) => string | undefined,
  probe: WebProbe,
): Promise<Attempt<Walk>> {
  const hops: Hop[] = [];
  let next: WebRequest | undefined = request;
  while (next !== undefined) {
    const address = addressOf(next.host);
    if (address === undefined) return ended(hops, 'elsewhere');
    if (hops.some((hop) => urlOf(hop.request) === urlOf(next as WebRequest))) return ended(hops, 'circle');
    if (hops.length > MOST_REDIRECTS) return ended(hops, 'too-long');
    const attempt = await probe.get({ address, port: WEB_PORTS[next.scheme] }, next);
    if (!attempt.answered) return attempt;
    hops.push({ request: next, answer: attempt.value });
    const url = redirectOf(next, attempt.value);
    next = url && requestOf(url);
    if (url && !next) return ended(hops, 'elsewhere');
  }
  return ended(hops, 'answer');
}

function ended(hops: readonly Hop[], end: Walk['end']): Attempt<Walk> {
  return { answered: true, value: { hops, end } };
}

export function urlOf({ scheme, host, path }: WebRequest): string {
  return `${scheme}://${host}${path}`;
}

/** Where the answer sends a client; undefined where it doesn't. */
export function redirectOf(request: WebRequest, { status, headers }: WebAnswer): URL | undefined {
  const { location } = headers;
  if (status < 300 || status > 399 || location === undefined) return undefined;
  return URL.parse(location, urlOf(request)) ?? undefined;
}

/** Undefined for what isn't asked here: another protocol, or a port of its own. */
function requestOf({ protocol, hostname, port, pathname, search }: URL): WebRequest | undefined {
  if (port !== '' || (protocol !== 'http:' && protocol !== 'https:')) return undefined;
  return { scheme: protocol === 'http:' ? 'http' : 'https', host: hostname, path: `${pathname}${search}` };
}
