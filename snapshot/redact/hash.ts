import { createHash } from 'node:crypto';

/** In place of a text that is nobody's business. The same text has the same one. */
export function hashOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

const HASH = /^sha256:[0-9a-f]{64}$/;

export function isHash(text: string): boolean {
  return HASH.test(text);
}
