type ErrorClass = abstract new (...args: never[]) => Error;

/** Undefined where what was asked about is not there, as one of `absences` says. */
export async function unlessGone<T>(
  absences: readonly ErrorClass[],
  call: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (absences.some((absence) => error instanceof absence)) return undefined;
    throw error;
  }
}
