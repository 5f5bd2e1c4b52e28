import { countOf } from '../../shared/domain/text.ts';
import type { RequestMetric } from '../contract/request-metric.ts';

/** Network load balancers count connections in place of requests. */
export type Unit = 'request' | 'connection';

/**
 * The last minutes may lack datapoints that are still under way, and would look quieter than they were: what is judged by
 * being quiet ends this much before now. Elastic Load Balancing publishes every minute; a late datapoint is two or three behind.
 */
export const PUBLISHING_LAG_SECONDS = 180;

/** What was counted on one source, or why nothing could be: "none" and "not known" are never the same. */
export type Counted =
  | {
      readonly known: true;
      /** The load balancer or metric, for people. */
      readonly source: string;
      readonly requests: number;
      readonly unit: Unit;
    }
  | { readonly known: false; readonly source: string; readonly why: string };

/** Which metric counts the requests of a source, or why none does. */
export type Measurable =
  | { readonly known: true; readonly source: string; readonly metric: RequestMetric; readonly unit: Unit }
  | {
      readonly known: false;
      readonly source: string;
      readonly why: string;
      /** There is none, as opposed to one that could not be found. */
      readonly isUnmeasured: boolean;
    };

/** The sum over all sources; not known as soon as one of them is not, or when there is none. */
export type Total =
  | { readonly known: true; readonly requests: number; readonly unit: Unit; readonly text: string }
  | { readonly known: false; readonly why: string };

export function total(counted: readonly Counted[]): Total {
  if (counted.length === 0) return { known: false, why: 'no metric counts them' };
  const unknown = counted.filter((each) => !each.known);
  if (unknown.length > 0)
    return { known: false, why: unknown.map((each) => `${each.source}: ${each.why}`).join('; ') };
  const known = counted.filter((each) => each.known);
  const requests = known.reduce((sum, each) => sum + each.requests, 0);
  // One source that counts connections makes the sum one of connections: the more careful reading.
  const unit = known.some((each) => each.unit === 'connection') ? 'connection' : 'request';
  const sources = known.map((each) => each.source).join(', ');
  return { known: true, requests, unit, text: `${countOf(requests, unit)} on ${sources}` };
}
