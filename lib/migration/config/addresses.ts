/** Public addresses that records can answer with. */
import { isIP } from 'node:net';
import { canonicalAddress } from '../../../lambdas/shared/contract/ip-addresses.ts';
import { readEach } from '../../shared/config/lists.ts';
import type { Place } from '../../shared/config/place.ts';
import { readText } from '../../shared/config/values.ts';
import { blockListsOf } from './address-ranges.ts';

/**
 * Ranges that the Internet doesn't route, so that a public name that answers with them answers nobody.
 * Source: IANA's special-purpose address registries (RFC 6890), but without the ranges for documentation.
 */
const notPublic = blockListsOf({
  ipv4: [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['224.0.0.0', 3],
  ],
  ipv6: [
    ['::', 96],
    ['::ffff:0:0', 96],
    ['64:ff9b:1::', 48],
    ['100::', 64],
    ['fc00::', 7],
    ['fe80::', 10],
    ['fec0::', 10],
    ['ff00::', 8],
  ],
});

const EXAMPLES = { ipv4: "'198.51.100.7'", ipv6: "'2001:db8::7'" };
const SHOWN = { ipv4: 'IPv4', ipv6: 'IPv6' };

/** The addresses in their shortest notation. @returns undefined when left out or unreadable */
export function readAddresses(place: Place, family: 'ipv4' | 'ipv6'): string[] {
  if (place.isLeftOut) return [];
  return readEach(place, {
    of: `an ${SHOWN[family]} address`,
    atLeast: 1,
    atMost: 100,
    example: `${family}: [${EXAMPLES[family]}], or leave it out`,
    read: (at) => readAddress(at, family),
    keyOf: String,
    each: 'each address',
  });
}

function readAddress(place: Place, family: 'ipv4' | 'ipv6'): string | undefined {
  const what = `a public ${SHOWN[family]} address`;
  const text = readText(place, { what, example: EXAMPLES[family] });
  if (text === undefined) return undefined;
  const version = isIP(text);
  const other = family === 'ipv4' ? 'ipv6' : 'ipv4';
  if (version === 0 || text.includes('%')) return place.problem(what, EXAMPLES[family]);
  if (version !== (family === 'ipv4' ? 4 : 6)) return place.problem(what, `it under \`${other}\``);
  if (notPublic[family].check(text, family))
    return place.problem(
      `${what}; this range is not routed on the Internet`,
      "the load balancer's or proxy's public address",
    );
  return canonicalAddress(text);
}
