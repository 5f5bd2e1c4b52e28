/** Whom a list of CIDRs lets in. */
import { percent, shortened } from '../../../shared/domain/text.ts';
import { type Block, blockOf, contains, type Family } from './block.ts';

/** From here on a range of public addresses is one organisation's at most: an IPv4 /16, an IPv6 /32. Bits. */
const NARROW = { ipv4: 16, ipv6: 32 } as const;

/**
 * Fewer bits than these are a large part of the internet: whoever means all of it may write it in two halves, or in 222 networks. So
 * what has as many addresses together counts as one block of that size does: of IPv4 a /7, which is two networks of the largest size
 * that one organisation ever got.
 */
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
  /** The whole internet, or a large part of it: one by one, or all public ones of a family together. */
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
  const wholes = FAMILIES.filter((family) => shareOf(family, entries) >= 1 / 2 ** (PART[family] - 1));
  const adds = (entry: string): boolean => wholes.some((family) => publicBlock(family, entry));
  const of = (kind: Kind): readonly string[] =>
    entries.filter((entry) => (adds(entry) ? 'open' : kindOf(entry)) === kind);
  return { open: of('open'), wide: of('wide'), unreadable: of('unreadable') };
}

const FAMILIES = ['ipv4', 'ipv6'] as const;
const NAMES: Readonly<Record<Family, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' };
const MOST_NAMED = 5;

/**
 * `0.0.0.0/0 and ::/0`; of many the first, and how much they are: `1.0.0.0/8, … and 217 more networks, not shown here (together 87 % of all
 * IPv4 addresses)`. @param entries that are open together @param inWords what to call one of them
 */
export function openInWords(
  entries: readonly string[],
  inWords: (entry: string) => string = (entry) => entry,
): string {
  const named = entries.map(inWords);
  if (entries.every((entry) => kindOf(entry) === 'open') && named.length <= MOST_NAMED)
    return named.join(' and ');
  const shares = FAMILIES.map((family) => ({ family, share: shareOf(family, entries) }))
    .filter(({ share }) => share > 0)
    .map(({ family, share }) => `${percent(share * 100)} of all ${NAMES[family]} addresses`);
  return `${shortened(named, MOST_NAMED, 'networks').join(', ')} (together ${shares.join(', ')})`;
}

/** Of all addresses of the family, by public blocks; each counted once. 0 to 1. */
function shareOf(family: Family, entries: readonly string[]): number {
  const blocks = entries
    .flatMap((entry) => publicBlock(family, entry) ?? [])
    .toSorted((one, other) => one.bits - other.bits);
  const apart: Block[] = [];
  for (const block of blocks) if (!apart.some((outer) => contains(outer, block))) apart.push(block);
  return apart.reduce((sum, { bits }) => sum + 2 ** -bits, 0);
}

function publicBlock(family: Family, entry: string): Block | undefined {
  const block = blockOf(entry);
  return block?.family === family && !isPrivate(entry) ? block : undefined;
}

/** Of a managed prefix list. */
export function isPrefixList(entry: string): boolean {
  return /^pl-[0-9a-f]+$/.test(entry);
}

type Kind = 'open' | 'wide' | 'narrow' | 'unreadable';

function kindOf(entry: string): Kind {
  // Its addresses are judged in its place.
  if (isPrefixList(entry)) return 'narrow';
  const block = blockOf(entry);
  if (!block) return 'unreadable';
  const { family, bits } = block;
  if (isPrivate(entry)) return 'narrow';
  if (bits < PART[family]) return 'open';
  return bits < NARROW[family] ? 'wide' : 'narrow';
}
