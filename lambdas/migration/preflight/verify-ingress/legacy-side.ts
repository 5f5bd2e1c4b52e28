/** Where legacy is asked: for each host, the first of its addresses that takes connections. */

import { onceEach } from '../../../shared/domain/once-each.ts';
import type { LegacyPlace } from '../../domain/legacy-places.ts';
import { readingOf } from '../../domain/reading.ts';
import { WEB_PORTS } from '../../domain/web-ports.ts';
import type { Resolver } from '../../ports/resolver.ts';
import type { WebProbe } from '../../ports/web-probe.ts';
import type { AskedHost } from './asked-hosts.ts';

const PORTS = [WEB_PORTS.https, WEB_PORTS.http];

/** @returns addresses by host; hosts of which none could be reached are not in it */
export async function legacySide(
  hosts: readonly AskedHost[],
  ports: { readonly probe: WebProbe; readonly resolver: Resolver },
): Promise<ReadonlyMap<string, string>> {
  const openOnce = onceEach((place: LegacyPlace) => openAddress(place, ports));
  const found = await Promise.all(
    hosts.map(async ({ host, legacy }) => {
      for (const place of legacy?.places ?? []) {
        const address = await openOnce(place);
        if (address !== undefined) return [[host, address] as const];
      }
      return [];
    }),
  );
  return new Map(found.flat());
}

async function openAddress(
  place: LegacyPlace,
  { probe, resolver }: { readonly probe: WebProbe; readonly resolver: Resolver },
): Promise<string | undefined> {
  const addresses = await readingOf(async () =>
    place.kind === 'address' ? [place.address] : (await resolver.addressesOf(place.dnsName)).ipv4,
  );
  for (const address of addresses.known ? addresses.value : []) {
    for (const port of PORTS) if ((await probe.connect({ address, port })).answered) return address;
  }
  return undefined;
}
