/** Whether soaks and the drain will be able to judge requests: reported before a soak of hours finds out. */

import { shortened } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { Unit } from '../../domain/counted.ts';
import type { Asking } from '../../domain/readiness/dns/seen.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { ResourceRecordSet } from '../../domain/record-set.ts';
import { clusterSources, legacySources, type TrafficSource } from '../../domain/traffic-sources.ts';

const notes = notesOf(MIGRATE.verifyDns);
/** What the settings call it. */
const SUBJECT = 'traffic';
const MOST_NAMED = 5;

/**
 * Warnings only: a person may mean to judge each soak.
 * @param before what legacy answers with, in all zones that could be read, at the names that follow no other one
 */
export function judgeTraffic(
  before: readonly ResourceRecordSet[],
  { target, traffic, soak, region }: Asking['settings'],
): Finding[] {
  const legacy = legacySources(before, traffic);
  const uncounted = legacy.flatMap((source) => whyNotCounted(source, region));
  if (uncounted.length > 0) return [notCounted(uncounted)];
  return soak.minimumShareSeen === 0 ? [] : notComparable(clusterSources(target, traffic), legacy);
}

/** The cluster's are already reported at synth. */
function notCounted(uncounted: readonly string[]): Finding {
  return notes.warn(SUBJECT, 'legacy-not-counted', {
    seen: `Requests on legacy can't be counted: ${listed(uncounted)}.`,
    why: 'Soaks that require a share seen, and the drain, will be extended and then held for a decision.',
    toDo: 'Name metrics that count all requests on legacy in `traffic.legacy`, and comparable ones in `traffic.cluster`.',
  });
}

function whyNotCounted(source: TrafficSource, region: string): string[] {
  if (source.kind === 'unmeasured') return [`${source.what} (${source.why})`];
  if (source.kind === 'metric' || source.name.region === region) return [];
  return [`${source.name.dnsName} (it is in ${source.name.region}, and metrics are read in ${region})`];
}

function notComparable(cluster: readonly TrafficSource[], legacy: readonly TrafficSource[]): Finding[] {
  const units = { cluster: unitOf(cluster), legacy: unitOf(legacy) };
  if (!units.cluster || !units.legacy || units.cluster === units.legacy) return [];
  const ofConnections = units.cluster === 'connection' ? 'cluster' : 'legacy';
  return [
    notes.warn(SUBJECT, 'requests-not-comparable', {
      seen: `The cluster counts ${units.cluster}s (${named(cluster)}), legacy ${units.legacy}s (${named(legacy)}): a network load balancer counts connections.`,
      why: "The cluster's share of the traffic can't be computed from these. It is judged by what legacy lost against its own past: at a small share that is often too uncertain, and such a soak is extended and then held for a decision. The cluster's errors and latency are not compared with legacy's either: the alarms alone judge them.",
      toDo: `Name a metric that counts requests in \`traffic.${ofConnections}\` (that of the ingress controller, for example), or set \`soak.minimumShareSeen\` to 0 to judge without the share.`,
    }),
  ];
}

/** As `total` has it when they are counted; undefined when nothing counts them. */
function unitOf(sources: readonly TrafficSource[]): Unit | undefined {
  if (sources.length === 0 || sources.some(({ kind }) => kind === 'unmeasured')) return undefined;
  const connections = sources.some(
    (source) => source.kind === 'load-balancer' && source.name.family === 'network',
  );
  return connections ? 'connection' : 'request';
}

function named(sources: readonly TrafficSource[]): string {
  return listed(
    sources.map((source) => {
      if (source.kind === 'metric') return `${source.metric.namespace} ${source.metric.metricName}`;
      return source.kind === 'load-balancer' ? source.name.dnsName : source.what;
    }),
  );
}

function listed(names: readonly string[]): string {
  return shortened([...new Set(names)], MOST_NAMED, 'sources').join('; ');
}
