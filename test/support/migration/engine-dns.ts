import type { DescribedLoadBalancer } from '../../../lambdas/migration/domain/load-balancer.ts';
import type { Zone } from '../../../lambdas/migration/ports/zone.ts';
import type { DnsPorts } from '../../../lambdas/migration/readiness/look-at-dns.ts';
import type { Route53Engine } from '../../../rehearsal/route53/index.ts';

/** A load balancer with which nothing is wrong. */
export const CLUSTER: DescribedLoadBalancer = {
  metric: { namespace: 'AWS/ApplicationELB', metricName: 'RequestCount', dimensions: {} },
  unit: 'request',
  hostedZoneId: 'Z368ELLRRE2KJ0',
  state: 'active',
  internetFacing: true,
  answers: { ipv4: true, ipv6: true },
};

/**
 * What a look at DNS finds where the engine is Route 53: the world asks its zones, and the cluster's load balancer is healthy.
 * @param zoneOf reads the record sets, so that what is put in between there is met by the look too
 */
export function engineDns(engine: Route53Engine, zoneOf: (zoneId: string) => Pick<Zone, 'read'>): DnsPorts {
  const serversOf = new Map<string, readonly string[]>();
  return {
    survey: {
      survey: async (zoneId) => {
        const { name, nameServers, private: isPrivate } = engine.getHostedZone(zoneId);
        serversOf.set(name, nameServers);
        const names = new Set(engine.records(zoneId).map(({ Name }) => Name));
        return { name, nameServers, isPrivate, records: await zoneOf(zoneId).read([...names]) };
      },
      recordLimit: async (zoneId) => engine.getHostedZoneLimit(zoneId, 'MAX_RRSETS_BY_ZONE').value,
      protections: async (zoneId) =>
        engine
          .listResourceRecordSetProtections(zoneId)
          .protections.map(({ RecordName, RecordType, Comment = '' }) => ({
            name: RecordName,
            type: RecordType,
            comment: Comment,
          })),
    },
    healthChecks: {
      find: async (id) =>
        engine.healthChecks.has(id)
          ? { healthy: { known: true, value: engine.healthChecks.isHealthy(id) } }
          : undefined,
    },
    parent: {
      delegationOf: async (name) => ({
        kind: 'delegated',
        nameServers: serversOf.get(name) ?? [],
        askedAt: 'a.nic.test',
      }),
    },
    loadBalancers: [{ find: async (names) => new Map(names.map((name) => [name, CLUSTER])) }],
  };
}
