/** Queries to a Prometheus, and what they give: `worlds/SPEC.md`, "Queries to a Prometheus". */
import * as z from 'zod';
import { PERIOD } from '../../../lambdas/migration/contract/prometheus-settings.ts';
import { below, type Json, type Pointer } from '../../snapshot/json.ts';
import type { Fault } from '../../snapshot/problem.ts';
import { SCRAPED_FORMS, type Scraped, type ScrapedQuantity } from '../../world/scraped.ts';

export interface DescribedQuery {
  /** As the configuration has it. */
  readonly query: string;
  readonly gives: ScrapedQuantity;
}

const ALL_FORMS = [...new Set(Object.values(SCRAPED_FORMS).flat())];
const COUNTED = Object.keys(SCRAPED_FORMS) as readonly Scraped[];
/** Whether it is 0 where it would have nothing. */
export function isAlwaysThere(query: string): boolean {
  return /\bor\s+vector\(0\)\s*$/.test(query);
}

const described = z
  .strictObject({
    query: z.string().refine((query) => query.includes(`[${PERIOD}]`), {
      error: `expected the query as the configuration has it, with [${PERIOD}]`,
    }),
    of: z.enum(['legacy', 'cluster']),
    counts: z.enum(COUNTED),
    as: z.enum(ALL_FORMS),
    zeros: z.boolean().default(false),
  })
  .superRefine(({ query, counts, as, zeros }, { addIssue }) => {
    const wrong = (field: 'as' | 'zeros', message: string) =>
      addIssue({ code: 'custom', path: [field], message });
    const forms: readonly string[] = SCRAPED_FORMS[counts];
    if (!forms.includes(as)) wrong('as', `expected ${forms.join(' or ')} for ${counts}, found "${as}"`);
    else if (zeros && as !== 'total')
      wrong('zeros', `expected it only with total: ${as} has a value if there are requests`);
    else if (!zeros && isAlwaysThere(query))
      wrong('zeros', 'expected true: the query ends with `or vector(0)`, so it always has a value');
  });

const describedQueries = z.array(described);

/** @param at where they are in their file */
export function faultsInDescribedQueries(content: Json, at: Pointer): readonly Fault[] {
  const { error, data = [] } = describedQueries.safeParse(content);
  const wrong = (error?.issues ?? []).map(({ path, message }) => ({
    at: path.reduce<Pointer>((pointer, token) => below(pointer, String(token)), at),
    words: message,
  }));
  const queries = data.map(({ query }) => query);
  const twice = queries.flatMap((query, i) => {
    const first = queries.indexOf(query);
    return first === i ? [] : [{ at: below(at, i), words: `the same query as ${below(at, first)}` }];
  });
  return [...wrong, ...twice];
}

/** @param content without faults */
export function describedQueriesIn(content: Json): readonly DescribedQuery[] {
  return describedQueries
    .parse(content)
    .map(({ query, zeros, ...gives }) => ({ query, gives: { ...gives, hasZeros: zeros } }));
}
