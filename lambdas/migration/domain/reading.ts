/** What was read, or why it could not be: "nothing there" and "not known" are never the same. */
export type Reading<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly why: string };

/** Runs `call`; an error becomes "not known, because …", so that one failing look-up hides no other. */
export async function readingOf<T>(call: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { known: true, value: await call() };
  } catch (error) {
    return { known: false, why: whyNotKnown(error) };
  }
}

/** A way to run calls whose failure is an answer too. */
export type Read = typeof readingOf;

/** The error in words. */
export function whyNotKnown(error: unknown): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return `${name}: ${message}`;
}
