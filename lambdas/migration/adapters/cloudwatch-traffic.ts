/**
 * Counts requests by CloudWatch. Elastic Load Balancing publishes no datapoint for a minute without requests, so
 * "no datapoints" is 0 only for a load balancer that exists, or a metric that CloudWatch knows; otherwise the number
 * is not known.
 */

import { type CloudWatchClient, paginateListMetrics } from '@aws-sdk/client-cloudwatch';
import type { RequestMetric } from '../contract/request-metric.ts';
import type { Counted, Measurable } from '../domain/counted.ts';
import type { MeasuredLoadBalancer } from '../domain/load-balancer.ts';
import type { Span } from '../domain/own-history.ts';
import type { TrafficSource } from '../domain/traffic-sources.ts';
import type { LoadBalancers } from '../ports/load-balancers.ts';
import type { Traffic } from '../ports/traffic.ts';
import { type Sum, sumOver } from './cloudwatch-sums.ts';
import { sdkMetric } from './metric-points.ts';

export interface TrafficDependencies {
  readonly cloudWatch: CloudWatchClient;
  /** One for each kind of load balancer. */
  readonly loadBalancers: readonly LoadBalancers[];
  /** The Region in which all of them are asked. */
  readonly region: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

type Unknown = Extract<Counted, { known: false }>;
/** A source that can be read. */
type Askable = MeasuredLoadBalancer & { readonly source: string };
type Found = ReadonlyMap<string, MeasuredLoadBalancer>;

export class CloudWatchTraffic implements Traffic {
  readonly #client: CloudWatchClient;
  readonly #dependencies: TrafficDependencies;

  constructor(dependencies: TrafficDependencies) {
    this.#client = dependencies.cloudWatch;
    this.#dependencies = dependencies;
  }

  async count(sources: readonly TrafficSource[], from: string, until: string): Promise<readonly Counted[]> {
    const [counted = []] = await this.countEach(sources, [
      { from: Date.parse(from), until: Date.parse(until) },
    ]);
    return counted;
  }

  async countEach(
    sources: readonly TrafficSource[],
    spans: readonly Span[],
  ): Promise<readonly (readonly Counted[])[]> {
    const resolved = await this.#resolve(sources);
    return Promise.all(spans.map((span) => this.#sum(resolved, span)));
  }

  async measurable(sources: readonly TrafficSource[]): Promise<readonly Measurable[]> {
    const resolved = await this.#resolve(sources);
    return resolved.map((one, i) =>
      'metric' in one ? { known: true, ...one } : { ...one, isUnmeasured: sources[i]?.kind === 'unmeasured' },
    );
  }

  async #sum(resolved: readonly (Askable | Unknown)[], span: Span): Promise<readonly Counted[]> {
    const asked = resolved.filter((one) => 'metric' in one);
    const metrics = asked.map(({ metric }) => metric);
    const sums = await sumOver(this.#client, metrics, { ...span, now: this.#dependencies.now() });
    const counted = new Map(asked.map((one, i) => [one, countedFrom(one, sums[i])]));
    return resolved.map((one) => ('metric' in one ? (counted.get(one) ?? countedFrom(one, undefined)) : one));
  }

  async #resolve(sources: readonly TrafficSource[]): Promise<readonly (Askable | Unknown)[]> {
    const here = sources.flatMap((source) =>
      source.kind === 'load-balancer' && source.name.region === this.#dependencies.region
        ? [source.name.dnsName]
        : [],
    );
    const { found, problems } = await this.#find([...new Set(here)]);
    return Promise.all(
      sources.map((source) => {
        if (source.kind === 'unmeasured') return unknown(source.what, source.why);
        if (source.kind === 'metric') return this.#knownMetric(source.metric);
        return this.#existing(source.name, found, problems);
      }),
    );
  }

  /** Asks one kind of load balancer after the other for the names that are still missing. */
  async #find(dnsNames: readonly string[]): Promise<{ found: Found; problems: readonly string[] }> {
    const found = new Map<string, MeasuredLoadBalancer>();
    const problems: string[] = [];
    for (const kind of this.#dependencies.loadBalancers) {
      const missing = dnsNames.filter((name) => !found.has(name));
      if (missing.length === 0) break;
      try {
        for (const [name, measured] of await kind.find(missing)) found.set(name, measured);
      } catch (error) {
        problems.push(inWords(error));
      }
    }
    return { found, problems };
  }

  #existing(
    { dnsName, region }: { dnsName: string; region: string },
    found: Found,
    problems: readonly string[],
  ): Askable | Unknown {
    const here = this.#dependencies.region;
    if (region !== here) return unknown(dnsName, `it is in ${region}, but metrics are read in ${here}`);
    const measured = found.get(dnsName);
    if (measured) return { source: dnsName, ...measured };
    if (problems.length > 0)
      return unknown(dnsName, `load balancers could not be listed: ${problems.join('; ')}`);
    return unknown(dnsName, `this account has no such load balancer in ${here}`);
  }

  /** CloudWatch lists a metric that had data within two weeks. Source: ListMetrics' documentation. */
  async #knownMetric(metric: RequestMetric): Promise<Askable | Unknown> {
    const source = `${metric.namespace} ${metric.metricName} ${JSON.stringify(metric.dimensions)}`;
    const query = sdkMetric(metric);
    const exact = query.Dimensions.length;
    try {
      // The filter also lets metrics through that have more dimensions.
      for await (const page of paginateListMetrics({ client: this.#client }, query))
        if (page.Metrics?.some(({ Dimensions = [] }) => Dimensions.length === exact))
          return { source, metric, unit: 'request' };
    } catch (error) {
      return unknown(source, `CloudWatch ListMetrics: ${inWords(error)}`);
    }
    return unknown(source, 'CloudWatch has no such metric with data in the last two weeks');
  }
}

function countedFrom({ source, unit }: Askable, sum: Sum | undefined): Counted {
  if (!sum) return unknown(source, 'CloudWatch was not queried');
  if ('why' in sum) return unknown(source, sum.why);
  return { known: true, source, requests: sum.sum, unit };
}

function unknown(source: string, why: string): Unknown {
  return { known: false, source, why };
}

function inWords(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
