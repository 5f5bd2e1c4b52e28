import { isIP } from 'node:net';
import type { Resolver } from '../../ports/resolver.ts';

/** @param given a DNS name, or an address, which is the only one then */
export async function apiAddresses(
  given: string,
  resolver: Pick<Resolver, 'addressesOf'>,
): Promise<readonly string[]> {
  if (isIP(given) !== 0) return [given];
  const { ipv4, ipv6 } = await resolver.addressesOf(given);
  if (ipv4.length + ipv6.length === 0)
    throw new Error(`${given} has no address as this function resolves it`);
  return [...ipv4, ...ipv6];
}
