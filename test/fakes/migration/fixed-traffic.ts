import type { Counted } from '../../../lambdas/migration/domain/counted.ts';
import type { TrafficSource } from '../../../lambdas/migration/domain/traffic-sources.ts';
import type { Traffic } from '../../../lambdas/migration/ports/traffic.ts';

/** Counts that a test sets by the load balancer's DNS name; any other source is not known, as in the port. */
export class FixedTraffic implements Traffic {
  readonly requests = new Map<string, number>();
  readonly asked: { readonly from: string; readonly until: string }[] = [];

  async count(sources: readonly TrafficSource[], from: string, until: string): Promise<readonly Counted[]> {
    this.asked.push({ from, until });
    return sources.map((source): Counted => {
      if (source.kind !== 'load-balancer')
        return { known: false, source: source.kind, why: 'it is no load balancer' };
      const { dnsName } = source.name;
      const requests = this.requests.get(dnsName);
      if (requests === undefined)
        return { known: false, source: dnsName, why: 'there is no such load balancer' };
      return { known: true, source: dnsName, requests, unit: 'request' };
    });
  }
}
