import { displayName } from '../../../shared/contract/dns-names.ts';
import type { CheckResult, Finding } from '../../contract/findings.ts';
import type { DescribedOwners, OwnedName } from '../../contract/payloads.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { WorkloadSettings } from '../../contract/workload-settings.ts';
import { joined, namedForWorkloads, standingForAll } from '../../domain/readiness/coverage.ts';
import { readingOf } from '../../domain/reading.ts';
import type { MovedName } from '../../domain/workloads/external-dns.ts';
import type { Resource, Resources } from '../../domain/workloads/resources.ts';
import type { ClusterApi } from '../../ports/cluster-api.ts';
import { judgeApi } from './judge-api.ts';
import { judgeCluster, type SeenCluster } from './judge-cluster.ts';
import type { Seen } from './notes.ts';

/** Whether what runs in the cluster is ready to take the traffic. */
export async function verifyWorkloads(
  { workloads, zones }: Pick<MigrationSettings, 'workloads' | 'zones'>,
  owners: DescribedOwners,
  apiOf: (workloads: WorkloadSettings) => ClusterApi,
): Promise<CheckResult> {
  const check = MIGRATE.verifyWorkloads;
  if (!workloads) return { check, findings: [], notAsked: 'No `workloads` are configured.' };
  const api = apiOf(workloads);
  const version = await readingOf(() => api.version());
  const named = namedForWorkloads(workloads, zones);
  if (!version.known) return standingForAll(judgeApi(version.why, workloads.api.tokenSecretArn), named);
  const names = movedNames(zones, owners.owned);
  const seen = await seenThrough(api);
  const findings: readonly Finding[] = judgeCluster(
    { names, ownersUnread: owners.unread, daemonSets: workloads.daemonSets, version: version.value },
    seen,
  );
  return joined(check, findings, named);
}

function movedNames(zones: MigrationSettings['zones'], owned: readonly OwnedName[]): readonly MovedName[] {
  const owners = Map.groupBy(owned, ({ name }) => name);
  return zones.flatMap(({ id, records }) =>
    records.map((name) => ({
      name: displayName(name),
      zoneId: id,
      owners: (owners.get(name) ?? []).map(({ owner }) => owner),
    })),
  );
}

/** All side by side: one that can't be read hides no other. */
async function seenThrough(api: ClusterApi): Promise<SeenCluster> {
  const list = <R extends Resource>(resource: R): Promise<Seen<Resources[R]>> =>
    readingOf(() => api.list(resource));
  const [nodes, daemonsets, deployments, services, ingresses, httproutes, certificates, events] =
    await Promise.all([
      list('nodes'),
      list('daemonsets'),
      list('deployments'),
      list('services'),
      list('ingresses'),
      list('httproutes'),
      list('certificates'),
      list('events'),
    ]);
  return { nodes, daemonsets, deployments, services, ingresses, httproutes, certificates, events };
}
