/** Blocks of IPv4 addresses. */

export interface Block {
  /** The first address as a number, and how many of its bits all have in common. */
  readonly base: number;
  readonly bits: number;
}

/** Undefined for what is no IPv4 CIDR, an IPv6 one for example. */
export function blockOf(cidr: string): Block | undefined {
  const [, a, b, c, d, bits] =
    /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr)?.map(Number) ?? [];
  if (a === undefined || b === undefined || c === undefined || d === undefined || bits === undefined)
    return undefined;
  if (Math.max(a, b, c, d) > 255 || bits > 32) return undefined;
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  return { base: address - (address % sizeOf(bits)), bits };
}

export function contains(outer: Block, inner: Block): boolean {
  return outer.bits <= inner.bits && inner.base - (inner.base % sizeOf(outer.bits)) === outer.base;
}

export function overlap(one: Block, other: Block): boolean {
  return contains(one, other) || contains(other, one);
}

export function halvesOf({ base, bits }: Block): readonly [Block, Block] {
  return [
    { base, bits: bits + 1 },
    { base: base + sizeOf(bits + 1), bits: bits + 1 },
  ];
}

function sizeOf(bits: number): number {
  return 2 ** (32 - bits);
}
