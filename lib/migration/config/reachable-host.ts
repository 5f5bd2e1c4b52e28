/** Whether a function can connect to a host: a name, or an address of another machine. */
import { isIP } from 'node:net';
import type { Place } from '../../shared/config/place.ts';
import { blockListsOf } from './address-ranges.ts';

/** Of this machine, of this link, of groups of machines. Source: IANA's special-purpose address registries (RFC 6890). */
const NOT_ELSEWHERE = blockListsOf({
  ipv4: [
    ['0.0.0.0', 8],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['224.0.0.0', 3],
  ],
  ipv6: [
    ['::', 96],
    ['::ffff:0:0', 96],
    ['fe80::', 10],
    ['ff00::', 8],
  ],
});

/** What many systems take for an IPv4 address: `10.0.0.999`, `127.1`, `2130706433`, `0x7f000001`. No top-level domain is so. */
const NUMERIC = /(?:^|\.)(?:\d+|0x[\da-f]*)\.?$/i;

const LOCAL = /(?:^|\.)localhost\.?$/i;

/** The text if nothing speaks against it; otherwise the problem is reported. @param what it is wanted for */
export function reachable(place: Place, text: string, what: string): string | undefined {
  const expected = whyNot(text);
  if (expected === undefined) return text;
  return place.problem(`${what}: ${expected}`, "'db.example.com' or '10.1.2.3', for example");
}

function whyNot(text: string): string | undefined {
  const version = isIP(text);
  if (version === 0) {
    if (NUMERIC.test(text))
      return 'an address of four numbers from 0 to 255, or a name that does not end in a number';
    return LOCAL.test(text) ? 'a name of another machine' : undefined;
  }
  if (text.includes('%')) return 'an address without a zone';
  const family = version === 4 ? 'ipv4' : 'ipv6';
  return NOT_ELSEWHERE[family].check(text, family) ? 'an address that another machine can have' : undefined;
}
