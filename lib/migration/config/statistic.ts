import type { Place } from '../../shared/config/place.ts';
import { readText } from '../../shared/config/values.ts';

/** Source: "CloudWatch statistics definitions": `p0` to `p100`, with up to ten decimal places. */
const PERCENTILE = /^p(100|\d{1,2}(\.\d{1,10})?)$/;

/** One of these words, or a percentile of CloudWatch. */
export function readStatistic(place: Place, words: readonly string[]): string | undefined {
  const what = `${words.map((word) => `'${word}'`).join(', ')} or a percentile, such as 'p95'`;
  const text = readText(place, { what, example: "'p95'" });
  if (text === undefined || words.includes(text) || PERCENTILE.test(text)) return text;
  return place.problem(what, "'p95'");
}
