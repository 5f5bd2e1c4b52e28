/** What `/api/v1/query_range` answers. Source: "HTTP API" and "Range queries" in Prometheus' documentation. */
import * as z from 'zod/mini';
import { jsonIn } from '../../../shared/domain/json.ts';
import { cut } from '../../../shared/domain/text.ts';
import type { Periods, Series } from '../../domain/compare/periods.ts';
import { NotAnswered } from './not-answered.ts';

/** Seconds, and a number as a text: `NaN` and `+Inf` among them. */
const sample = z.tuple([z.number(), z.string()]);
const matrix = z.object({
  resultType: z.literal('matrix'),
  result: z.array(
    z.object({
      metric: z.record(z.string(), z.string()),
      values: z.optional(z.array(sample)),
      histograms: z.optional(z.array(z.unknown())),
    }),
  ),
});
const answer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('success'), data: matrix, warnings: z.optional(z.array(z.string())) }),
  z.object({ status: z.literal('error'), errorType: z.string(), error: z.string() }),
]);

const MOST_SHOWN = 300;

/**
 * One value for each period, by the time at which it begins. The value at its end is of the whole period: `increase(…[$period])` looks back.
 * What isn't a number is no data. @throws NotAnswered for what isn't one series of numbers
 */
export function seriesIn(body: string, { from, until, seconds }: Periods): Series {
  const read = answer.safeParse(jsonIn(body));
  if (!read.success) throw new NotAnswered(`it is not what Prometheus answers: ${shown(body)}`);
  if (read.data.status === 'error')
    throw new NotAnswered(`${read.data.errorType}: ${shown(read.data.error)}`);
  const { data, warnings = [] } = read.data;
  // A part of the data may be missing then, and nobody knows which.
  if (warnings.length > 0) throw new NotAnswered(`it warns: ${shown(warnings.join('; '))}`);
  const [only, ...others] = data.result;
  if (others.length > 0)
    throw new NotAnswered(
      `it has ${data.result.length} series, expected one: ${shown(data.result.map(({ metric }) => JSON.stringify(metric)).join(', '))}`,
    );
  if (only?.histograms?.length) throw new NotAnswered('it has a histogram, expected a number');
  const values = new Map<number, number>();
  for (const [at, text] of only?.values ?? []) {
    const begin = Math.round(at * 1000) - seconds * 1000;
    if (begin < from || begin >= until || (begin - from) % (seconds * 1000) !== 0)
      throw new NotAnswered(`it has a value at ${at}, which was not asked for`);
    if (NO_NUMBER.test(text)) continue;
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value))
      throw new NotAnswered(`it has the value ${shown(text)}`);
    values.set(begin, value);
  }
  return values;
}

const NO_NUMBER = /^(NaN|[+-]?Inf)$/;

function shown(text: string): string {
  return cut(text, MOST_SHOWN);
}
