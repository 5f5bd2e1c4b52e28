import { setTimeout as sleep } from 'node:timers/promises';

/** Real milliseconds between two looks. */
const LOOK_EVERY = 25;

/** What was waited for did not come. */
export class NeverCame extends Error {
  override readonly name = 'NeverCame';
}

/**
 * Looks again and again until `seen` sees what it looks for, and returns that.
 * @param what completes "waited … for …" @param within real milliseconds
 * @throws NeverCame, with the last error that looking gave
 */
export async function until<T>(what: string, seen: () => Promise<T | undefined>, within: number): Promise<T> {
  const end = performance.now() + within;
  for (;;) {
    let error: unknown;
    try {
      const found = await seen();
      if (found !== undefined) return found;
    } catch (thrown) {
      error = thrown;
    }
    if (performance.now() > end) {
      const last = error instanceof Error ? `; at last: ${error.message}` : '';
      throw new NeverCame(`waited ${within / 1000} s for ${what}${last}`, { cause: error });
    }
    await sleep(LOOK_EVERY);
  }
}
