/** Public addresses that records can answer with. */
import { BlockList, isIP, SocketAddress } from 'node:net';
import type { Place } from './place.ts';
import { readText, refuseRepeats } from './values.ts';

/**
 * Ranges that the Internet doesn't route, so that a public name that answers with them answers nobody.
 * Source: IANA's special-purpose address registries (RFC 6890), but without the ranges for documentation.
 */
const NOT_PUBLIC: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 96, 'ipv6'],
  ['::ffff:0:0', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

const notPublic = new BlockList();
for (const [net, prefix, family] of NOT_PUBLIC) notPublic.addSubnet(net, prefix, family);

const EXAMPLES = { ipv4: "'198.51.100.7'", ipv6: "'2001:db8::7'" };
const SHOWN = { ipv4: 'IPv4', ipv6: 'IPv6' };

/** The addresses in their shortest notation. @returns undefined when left out or unreadable */
export function readAddresses(place: Place, family: 'ipv4' | 'ipv6'): string[] {
  if (place.isLeftOut) return [];
  const places = place.items({
    of: `an ${SHOWN[family]} address`,
    atLeast: 1,
    atMost: 100,
    example: `${family}: [${EXAMPLES[family]}], or leave it out`,
  });
  const found = (places ?? []).flatMap((at) => {
    const key = readAddress(at, family);
    return key === undefined ? [] : [{ place: at, key }];
  });
  refuseRepeats(found, 'each address');
  return found.map(({ key }) => key);
}

function readAddress(place: Place, family: 'ipv4' | 'ipv6'): string | undefined {
  const what = `a public ${SHOWN[family]} address`;
  const text = readText(place, { what, example: EXAMPLES[family] });
  if (text === undefined) return undefined;
  const version = isIP(text);
  const other = family === 'ipv4' ? 'ipv6' : 'ipv4';
  if (version === 0 || text.includes('%')) return place.problem(what, EXAMPLES[family]);
  if (version !== (family === 'ipv4' ? 4 : 6)) return place.problem(what, `it under \`${other}\``);
  if (notPublic.check(text, family))
    return place.problem(
      `${what}; this range is not routed on the Internet`,
      "the load balancer's or proxy's public address",
    );
  return new SocketAddress({ address: text, family }).address;
}
