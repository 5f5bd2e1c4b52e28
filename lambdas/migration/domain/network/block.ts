/** Blocks of addresses. */
import { canonicalAddress } from '../../../shared/contract/ip-addresses.ts';

export type Family = 'ipv4' | 'ipv6';

export interface Block {
  readonly family: Family;
  /** The first address as a number, and how many of its bits all have in common. */
  readonly base: bigint;
  readonly bits: number;
}

/** Of an address, bits. */
const LENGTHS: Readonly<Record<Family, number>> = { ipv4: 32, ipv6: 128 };

/** Undefined for what is no CIDR. */
export function blockOf(cidr: string): Block | undefined {
  const [, text = '', length = ''] = /^([\da-f.:]+)\/(\d{1,3})$/i.exec(cidr) ?? [];
  const family = text.includes(':') ? 'ipv6' : 'ipv4';
  const address = family === 'ipv6' ? ipv6Of(text) : ipv4Of(text);
  const bits = Number(length);
  if (length === '' || address === undefined || bits > LENGTHS[family]) return undefined;
  return { family, base: address - (address % sizeOf(family, bits)), bits };
}

function ipv4Of(text: string): bigint | undefined {
  const bytes = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (!bytes || Math.max(...bytes) > 255) return undefined;
  return bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

function ipv6Of(text: string): bigint | undefined {
  const [front, back, ...more] = canonicalAddress(text)
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== ''));
  if (!front || more.length > 0) return undefined;
  const zeros = back ? 8 - front.length - back.length : 0;
  const groups = [...front, ...Array<string>(Math.max(zeros, 0)).fill('0'), ...(back ?? [])];
  if (groups.length !== 8 || !groups.every((group) => /^[\da-f]{1,4}$/.test(group))) return undefined;
  return groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

export function contains(outer: Block, inner: Block): boolean {
  return (
    outer.family === inner.family &&
    outer.bits <= inner.bits &&
    inner.base - (inner.base % sizeOf(outer.family, outer.bits)) === outer.base
  );
}

export function overlap(one: Block, other: Block): boolean {
  return contains(one, other) || contains(other, one);
}

export function halvesOf({ family, base, bits }: Block): readonly [Block, Block] {
  const half = { family, base, bits: bits + 1 };
  return [half, { ...half, base: base + sizeOf(family, bits + 1) }];
}

function sizeOf(family: Family, bits: number): bigint {
  return 1n << BigInt(LENGTHS[family] - bits);
}
