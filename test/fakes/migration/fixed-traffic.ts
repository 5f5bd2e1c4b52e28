import type { Counted, Measurable, Unit } from '../../../lambdas/migration/domain/counted.ts';
import type { Span } from '../../../lambdas/migration/domain/own-history.ts';
import type { TrafficSource } from '../../../lambdas/migration/domain/traffic-sources.ts';
import type { Traffic } from '../../../lambdas/migration/ports/traffic.ts';

/** Counts that a test sets by the load balancer's DNS name; any other source is not known, as in the port. */
export class FixedTraffic implements Traffic {
  readonly requests = new Map<string, number>();
  /** When the requests of a load balancer stopped, ISO 8601: from then on it has none. */
  readonly stopped = new Map<string, string>();
  /** What it counts, by DNS name; by default requests. */
  readonly units = new Map<string, Unit>();
  /** What a source had in a span; by default what it has now. */
  history: (span: Span) => number | undefined = () => undefined;
  readonly compared: Span[] = [];
  readonly asked: { readonly from: string; readonly until: string }[] = [];

  async count(sources: readonly TrafficSource[], from: string, until: string): Promise<readonly Counted[]> {
    this.asked.push({ from, until });
    return this.#at(sources, from);
  }

  async countEach(
    sources: readonly TrafficSource[],
    spans: readonly Span[],
  ): Promise<readonly (readonly Counted[])[]> {
    this.compared.push(...spans);
    return spans.map((span) => {
      const had = this.history(span);
      return this.#at(sources, new Date(span.from).toISOString()).map((each) =>
        each.known && had !== undefined ? { ...each, requests: had } : each,
      );
    });
  }

  async measurable(sources: readonly TrafficSource[]): Promise<readonly Measurable[]> {
    return this.#at(sources, '').map((each, i) => {
      const { source } = each;
      if (!each.known) return { ...each, isUnmeasured: sources[i]?.kind === 'unmeasured' };
      const dimensions = { LoadBalancer: source };
      const metric = { namespace: 'AWS/ApplicationELB', metricName: 'RequestCount', dimensions };
      return { known: true, source, metric, unit: each.unit };
    });
  }

  #at(sources: readonly TrafficSource[], from: string): readonly Counted[] {
    return sources.map((source): Counted => {
      if (source.kind !== 'load-balancer')
        return { known: false, source: source.kind, why: 'it is no load balancer' };
      const { dnsName } = source.name;
      const requests = this.requests.get(dnsName);
      if (requests === undefined)
        return { known: false, source: dnsName, why: 'there is no such load balancer' };
      const stopped = this.stopped.get(dnsName);
      const isOver = stopped !== undefined && stopped <= from;
      const unit = this.units.get(dnsName) ?? 'request';
      return { known: true, source: dnsName, requests: isOver ? 0 : requests, unit };
    });
  }
}
