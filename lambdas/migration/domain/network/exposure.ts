/** Whom a list of CIDRs lets in. */
import { blockOf, contains } from './block.ts';

/** From here on a range of public addresses is one organisation's at most: an IPv4 /16, an IPv6 /32. Bits. */
const NARROW = { ipv4: 16, ipv6: 32 } as const;

/** Fewer bits than these are a large part of the internet: whoever means all of it may write it in two halves. */
const PART = { ipv4: 8, ipv6: 16 } as const;

/** Private, shared, link-local and loopback ranges of IPv4; unique local and link-local ones of IPv6. */
const PRIVATE = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '127.0.0.0/8',
  'fc00::/7',
  'fe80::/10',
].flatMap((cidr) => blockOf(cidr) ?? []);

export interface Exposure {
  /** The whole internet, or a large part of it. */
  readonly open: readonly string[];
  /** Wider than one organisation's. */
  readonly wide: readonly string[];
  /** Neither a CIDR nor a prefix list. */
  readonly unreadable: readonly string[];
}

/** Whether all of its addresses are ones that nobody has on the internet. */
export function isPrivate(cidr: string): boolean {
  const block = blockOf(cidr);
  return block !== undefined && PRIVATE.some((range) => contains(range, block));
}

export function exposureOf(entries: readonly string[]): Exposure {
  const of = (kind: Kind): readonly string[] => entries.filter((entry) => kindOf(entry) === kind);
  return { open: of('open'), wide: of('wide'), unreadable: of('unreadable') };
}

type Kind = 'open' | 'wide' | 'narrow' | 'unreadable';

function kindOf(entry: string): Kind {
  // A managed prefix list: whoever made it has named its addresses one by one.
  if (/^pl-[0-9a-f]+$/.test(entry)) return 'narrow';
  const block = blockOf(entry);
  if (!block) return 'unreadable';
  const { family, bits } = block;
  if (isPrivate(entry)) return 'narrow';
  if (bits < PART[family]) return 'open';
  return bits < NARROW[family] ? 'wide' : 'narrow';
}
