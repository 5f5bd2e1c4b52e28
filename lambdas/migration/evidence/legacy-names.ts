/** Whether legacy answers for each of the moved names, asked from outside as clients ask. */

import { onceEach } from '../../shared/domain/once-each.ts';
import type { IngressSettings, PathSettings } from '../contract/ingress-settings.ts';
import type { ListedZone } from '../domain/answering-zones.ts';
import type { AnswerSeen, NameSeen } from '../domain/legacy/judge-name.ts';
import { type LegacyPlace, legacyAnswers } from '../domain/legacy-places.ts';
import { type Reading, readingOf } from '../domain/reading.ts';
import { WEB_PORTS } from '../domain/web-ports.ts';
import type { Resolver } from '../ports/resolver.ts';
import type { Attempt, WebAnswer, WebProbe, WebRequest } from '../ports/web-probe.ts';

export interface NamePorts {
  readonly probe: WebProbe;
  readonly resolver: Resolver;
}

/** @param zones as legacy answers */
export async function legacyNames(
  { names, paths }: Pick<IngressSettings, 'names' | 'paths'>,
  zones: readonly ListedZone[],
  ports: NamePorts,
): Promise<readonly NameSeen[]> {
  const answerOf = legacyAnswers(zones);
  const addresses = addressesOnce(ports.resolver);
  return Promise.all(
    names.map(async ({ name, host }) => {
      const { scheme, path } = firstPathOf(host, paths);
      const request = { scheme, host, path };
      const asked = answerOf(name).places.map((place) => addresses(place));
      return { host, path, answers: await askAll(await Promise.all(asked), request, ports.probe) };
    }),
  );
}

/** What is configured for a host first; the front page without that. */
function firstPathOf(host: string, paths: readonly PathSettings[]): Pick<PathSettings, 'scheme' | 'path'> {
  const own = paths.find(({ hosts }) => hosts.length === 0 || hosts.includes(host));
  return own ?? { scheme: 'https', path: '/' };
}

async function askAll(
  places: readonly Reading<readonly string[]>[],
  request: WebRequest,
  probe: WebProbe,
): Promise<Reading<readonly AnswerSeen[]>> {
  const unknown = places.find((place) => !place.known);
  if (unknown) return unknown;
  const addresses = places.flatMap((place) => (place.known ? place.value : []));
  const port = WEB_PORTS[request.scheme];
  const value = await Promise.all(
    addresses.map(async (address) => ({
      address,
      status: statusOf(await probe.get({ address, port }, request)),
    })),
  );
  return { known: true, value };
}

function statusOf(attempt: Attempt<WebAnswer>): Reading<number> {
  if (attempt.answered) return { known: true, value: attempt.value.status };
  return { known: false, why: attempt.message };
}

/** IPv4 alone: a function may have no IPv6 to ask by. Each name is resolved once. */
function addressesOnce(resolver: Resolver): (place: LegacyPlace) => Promise<Reading<readonly string[]>> {
  const resolved = onceEach((dnsName: string) =>
    readingOf(async () => (await resolver.addressesOf(dnsName)).ipv4),
  );
  return async (place) => {
    if (place.kind === 'name') return await resolved(place.dnsName);
    return { known: true, value: place.address.includes(':') ? [] : [place.address] };
  };
}
