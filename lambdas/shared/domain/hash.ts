/** Of 64 bits, in halves: a BigInt for each byte takes three times as long. */
const OFFSET = { high: 0xcbf29ce4, low: 0x84222325 };
/** The prime is 2⁴⁰ and this. */
const PRIME = 0x1b3;

/**
 * 16 hexadecimal digits that are always the same for the same text, to tell names apart: nothing to be safe by. Source:
 * FNV-1a, 64 bits (RFC 9923), of the text in UTF-8.
 */
export function shortHash(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let { high, low } = OFFSET;
  for (let i = 0; i < bytes.length; i++) {
    const mixed = (low ^ (bytes[i] as number)) >>> 0;
    const product = mixed * PRIME;
    low = product >>> 0;
    high = (Math.imul(high, PRIME) + Math.floor(product / 2 ** 32) + (mixed << 8)) >>> 0;
  }
  return [high, low].map((half) => half.toString(16).padStart(8, '0')).join('');
}
