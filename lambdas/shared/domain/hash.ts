const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/**
 * 16 hexadecimal digits that are always the same for the same text, to tell names apart: nothing to be safe by. Source:
 * FNV-1a, 64 bits (RFC 9923), of the text in UTF-8.
 */
export function shortHash(text: string): string {
  const hash = new TextEncoder()
    .encode(text)
    .reduce((so, byte) => BigInt.asUintN(64, (so ^ BigInt(byte)) * PRIME), OFFSET);
  return hash.toString(16).padStart(16, '0');
}
