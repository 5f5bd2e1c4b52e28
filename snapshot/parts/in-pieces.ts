import { printed } from '../aws/printed.ts';
import { type Filtered, MOST_VALUES } from '../calls/ec2.ts';
import type { Ask } from '../source/source.ts';

/** The answers to several questions as one. @param none the answer to no question */
export async function askedOfEach<I, C extends object>(
  ask: Ask<I, C>,
  inputs: readonly I[],
  none: C,
): Promise<C> {
  const answers: object[] = [none];
  for (const input of inputs) answers.push((await ask(input)) ?? {});
  return joined(answers);
}

/**
 * EC2's answer for any number of a filter's values.
 * @param none the answer for no values: EC2 takes none for all
 */
export function inPieces<C extends object>(
  ask: Ask<Filtered, C>,
  filter: string,
  values: readonly string[],
  none: C,
): Promise<C> {
  const questions = pieces(values, MOST_VALUES).map((Values) => ({ Filters: [{ Name: filter, Values }] }));
  return askedOfEach(ask, questions, none);
}

/** In their order, at most so many in each. */
export function pieces<T>(values: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / most) }, (_, i) =>
    values.slice(i * most, (i + 1) * most),
  );
}

/** Several answers of one call as one. */
export function joined<C>(answers: readonly object[]): C {
  return printed(answers) as C;
}
