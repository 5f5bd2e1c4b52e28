import type { Reading } from '../domain/reading.ts';

/** Runs `call`; an error becomes "not known, because …", so that one failing look-up hides no other. */
export async function readingOf<T>(call: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { known: true, value: await call() };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { known: false, why: `${name}: ${message}` };
  }
}
