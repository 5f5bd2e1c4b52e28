/** Metrics that AWS doesn't make, and what they count: `worlds/SPEC.md`, "Metrics of your own". */
import * as z from 'zod';
import { below, type Json, type Pointer } from '../../snapshot/json.ts';
import type { Fault } from '../../snapshot/problem.ts';
import { type Counted, type CountedMetric, FORMS } from '../../world/counters.ts';
import { keyOf, UNITS } from '../../world/metrics.ts';

export interface OwnMetric extends CountedMetric {
  /** Whose requests it counts. */
  readonly of: 'legacy' | 'cluster';
}

const ALL_FORMS = [...new Set(Object.values(FORMS).flat())];
const COUNTED = Object.keys(FORMS) as readonly Counted[];
/** CloudWatch lets nobody else publish there. */
const RESERVED = 'AWS/';

const ownMetric = z
  .strictObject({
    namespace: z
      .string()
      .min(1)
      .refine((namespace) => !namespace.startsWith(RESERVED), {
        error: `expected a namespace of your own: only AWS publishes in ${RESERVED}…, and a rehearsal has what load balancers count there`,
      }),
    metricName: z.string().min(1),
    dimensions: z.record(z.string(), z.string()).default({}),
    of: z.enum(['legacy', 'cluster']),
    counts: z.enum(COUNTED),
    as: z.enum(ALL_FORMS),
    unit: z.enum(UNITS).default('None'),
    zeros: z.boolean().default(false),
  })
  .superRefine(({ counts, as }, { addIssue }) => {
    const forms: readonly string[] = FORMS[counts];
    if (!forms.includes(as))
      addIssue({
        code: 'custom',
        path: ['as'],
        message: `expected ${forms.join(' or ')} for ${counts}, found "${as}"`,
      });
  })
  .superRefine(({ as, zeros }, { addIssue }) => {
    if (zeros && as !== 'each' && as !== 'total')
      addIssue({
        code: 'custom',
        path: ['zeros'],
        message: `expected it only with each or total: ${as} has a value if there are requests`,
      });
  });

const ownMetrics = z.array(ownMetric);

/** @param at where they are in their file */
export function faultsInOwnMetrics(content: Json, at: Pointer): readonly Fault[] {
  const { error, data = [] } = ownMetrics.safeParse(content);
  const wrong = (error?.issues ?? []).map(({ path, message }) => ({
    at: path.reduce<Pointer>((pointer, token) => below(pointer, String(token)), at),
    words: message,
  }));
  const keys = data.map(({ namespace, metricName, dimensions }) =>
    keyOf({ namespace, metricName, dimensions }),
  );
  const twice = keys.flatMap((key, i) => {
    const first = keys.indexOf(key);
    return first === i ? [] : [{ at: below(at, i), words: `the same metric as ${below(at, first)}` }];
  });
  return [...wrong, ...twice];
}

/** @param content without faults */
export function ownMetricsIn(content: Json): readonly OwnMetric[] {
  return ownMetrics.parse(content).map(({ namespace, metricName, dimensions, zeros, ...said }) => ({
    ...said,
    metric: { namespace, metricName, dimensions },
    hasZeros: zeros,
  }));
}
