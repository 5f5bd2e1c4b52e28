import type { Counted, Measurable } from '../domain/counted.ts';
import type { Span } from '../domain/own-history.ts';
import type { TrafficSource } from '../domain/traffic-sources.ts';

export interface Traffic {
  /**
   * Requests on each source with `from` ≤ time < `until` (ISO 8601), in whole minutes, in the order of `sources`.
   * A source that cannot be counted, for whatever reason, is reported as unknown; it never throws for one.
   */
  count(sources: readonly TrafficSource[], from: string, until: string): Promise<readonly Counted[]>;
  /** The same for each span, in their order. Spans lie wholly in what CloudWatch remembers (`weeksToCompare`). */
  countEach(
    sources: readonly TrafficSource[],
    spans: readonly Span[],
  ): Promise<readonly (readonly Counted[])[]>;
  /** Which metric counts each, in the order of `sources`; never throws. */
  measurable(sources: readonly TrafficSource[]): Promise<readonly Measurable[]>;
}
