/** Which routes answer for a name. */
import type { Route } from './objects.ts';

/**
 * Those of the name's own host; without any, those of all hosts. For a wildcard also those below it.
 * @param name without a final dot, `*` as it is
 */
export function routesFor(name: string, routes: readonly Route[]): readonly Route[] {
  const own = routes.filter((route) => covers(route, name) || isBelow(route.host, name));
  return own.length > 0 ? own : routes.filter(({ host }) => host === '');
}

/** In an Ingress `*` is one label, in an HTTPRoute any number. Sources: Ingress, "Hostname wildcards"; Gateway API, Hostname. */
function covers({ host, kind }: Pick<Route, 'host' | 'kind'>, name: string): boolean {
  if (host === name) return true;
  if (!isBelow(name, host)) return false;
  const label = name.slice(0, -host.length + 1);
  return kind === 'HTTPRoute' || !label.slice(0, -1).includes('.');
}

/** Whether a certificate for this name is good for `name`: its `*` is one label. Source: RFC 9525, section 6.3. */
export function certifies(dnsName: string, name: string): boolean {
  return covers({ host: dnsName.toLowerCase(), kind: 'Ingress' }, name);
}

function isBelow(name: string, wildcard: string): boolean {
  return wildcard.startsWith('*.') && name !== wildcard && name.endsWith(wildcard.slice(1));
}
