import { printed } from '../aws/printed.ts';
import { type Filtered, MOST_VALUES } from '../calls/ec2.ts';
import type { Ask } from '../source/source.ts';

/**
 * EC2's answer for any number of a filter's values.
 * @param none the answer for no values: EC2 takes none for all
 */
export async function inPieces<C extends object>(
  ask: Ask<Filtered, C>,
  filter: string,
  values: readonly string[],
  none: C,
): Promise<C> {
  const answers: object[] = [none];
  for (let i = 0; i < values.length; i += MOST_VALUES) {
    const Values = values.slice(i, i + MOST_VALUES);
    answers.push((await ask({ Filters: [{ Name: filter, Values }] })) ?? {});
  }
  return joined(answers);
}

/** Several answers of one call as one. */
export function joined<C>(answers: readonly object[]): C {
  return printed(answers) as C;
}
