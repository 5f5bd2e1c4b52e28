import type { Home } from './arn.ts';
import type { Place } from './place.ts';
import { readText } from './values.ts';

/** Where the stack is deployed. Both must be known at synth. */
export interface Environment {
  readonly account: string;
  readonly region: string;
}

export function readHome(place: Place): Home {
  const fields = place.fields(['account', 'region'], { what: 'the environment' });
  if (!fields) return { account: undefined, region: undefined };
  return {
    account: readForm(fields.account, /^\d{12}$/, "the stack's account, 12 digits", "'111122223333'"),
    region: readForm(fields.region, /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/, "the stack's region", "'us-west-1'"),
  };
}

function readForm(place: Place, form: RegExp, what: string, example: string): string | undefined {
  const text = readText(place, { what, example });
  return text === undefined || form.test(text) ? text : place.problem(what, example);
}
