import { withoutDualstack } from '../../estate/migration/legacy-ends.ts';
import type { ClientName, NameServer } from '../../world/name-server.ts';
import type { Platform } from './load-balancers.ts';

/** Part of all requests that each platform gets, by what DNS answers at a moment. */
export function partsOf(
  platforms: readonly Platform[],
  names: readonly ClientName[],
  nameServer: NameServer,
  at: number,
): ReadonlyMap<Platform, number> {
  const parts = new Map<Platform, number>();
  for (const { name, popularity } of names) {
    for (const { endpoint, share } of nameServer.possibleAnswers(name, 'A', at)) {
      const platform = platforms.find((each) => isAt(each, endpoint));
      if (platform) parts.set(platform, (parts.get(platform) ?? 0) + popularity * share);
    }
  }
  return parts;
}

function isAt({ dnsName, ipv4, ipv6 }: Platform, endpoint: string): boolean {
  return dnsName === withoutDualstack(endpoint) || ipv4.includes(endpoint) || ipv6.includes(endpoint);
}
