import type { Clock } from '../../../shared/ports/clock.ts';
import type { CheckResult, Finding } from '../../contract/findings.ts';
import type { ClusterSettings, S3Location } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { ClusterParts, ClusterSpec } from '../../domain/kops/cluster-spec.ts';
import { inferredSpec } from '../../domain/kops/inferred-spec.ts';
import type {
  SeenFront,
  SeenGroup,
  SeenInstance,
  SeenTarget,
  SeenVolume,
} from '../../domain/kops/seen-cluster.ts';
import { compact } from '../../domain/readiness/compact.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import type { KopsCluster } from '../../ports/kops-cluster.ts';
import type { Network } from '../../ports/network.ts';
import { type KnownOfAccess, listsIn } from './judge-access.ts';
import { judgeAddresses } from './judge-addresses.ts';
import { judgeAges } from './judge-ages.ts';
import { judgeApi, placesOf } from './judge-api.ts';
import { judgeBackups } from './judge-backups.ts';
import { judgeEtcdPorts } from './judge-etcd-ports.ts';
import { judgeExposure } from './judge-exposure.ts';
import { judgeMasterGroups } from './judge-master-groups.ts';
import { judgeQuorum } from './judge-quorum.ts';
import { judgeRoom } from './judge-room.ts';
import { judgeSecurity } from './judge-security.ts';
import { judgePending, judgeStore } from './judge-store.ts';
import { judgeSupport } from './judge-support.ts';
import { judgeVolumes } from './judge-volumes.ts';
import { loadBackups, type StoreAt } from './load-backups.ts';
import { loadSpec, type ReadSpec } from './load-spec.ts';
import { notes } from './notes.ts';
import { type SecurityGroups, seeSecurityGroups } from './security-groups.ts';
import type { SpecPorts } from './spec-ports.ts';

export interface ClusterPorts extends Pick<SpecPorts, 'parseYaml'> {
  readonly storeAt: StoreAt;
  readonly cluster: KopsCluster;
  readonly network: Pick<Network, 'groups' | 'prefixLists'>;
  readonly clock: Clock;
}

/** The kops cluster: what it is meant to be, whether that is safe, and whether it is so. */
export async function verifyCluster(settings: ClusterSettings, ports: ClusterPorts): Promise<CheckResult> {
  const { name, stateStore } = settings;
  const store = ports.storeAt(stateStore);
  const now = ports.clock.now();
  const [loaded, seen] = await Promise.all([
    loadSpec(name, { store, parseYaml: ports.parseYaml }),
    seeCluster(ports),
  ]);
  const findings = [
    judgeStore(name, store.address, loaded),
    ...judgeAges(name, seen.instances, now),
    ...judgeRoom(name, seen.groups),
  ];
  if (loaded.kind === 'read') {
    const lists = await ports.network.prefixLists(listsIn(loaded.spec));
    findings.push(
      ...judgePending(name, loaded),
      ...judgeSpec(loaded, { groups: seen.securityGroups.known, lists }, now),
    );
  }
  findings.push(...judgeWays(name, loaded.kind === 'read' ? loaded.spec : undefined, seen));
  const parts = loaded.kind === 'read' ? loaded.spec : inferred(name, seen);
  findings.push(...judgeParts(parts, seen), ...(await backupsOf(parts, settings, ports, now)));
  return { check: MIGRATE.verifyCluster, findings: compact(findings) };
}

interface SeenCluster {
  readonly groups: Reading<readonly SeenGroup[]>;
  readonly instances: Reading<readonly SeenInstance[]>;
  readonly volumes: Reading<readonly SeenVolume[]>;
  readonly targets: Reading<readonly SeenTarget[]>;
  readonly fronts: Reading<readonly SeenFront[]>;
  readonly securityGroups: Reading<SecurityGroups>;
}

/** Each by itself: one that can't be read hides no other. */
async function seeCluster({ cluster, network }: ClusterPorts): Promise<SeenCluster> {
  const [grouped, instances, volumes] = await Promise.all([
    seeGroups(cluster),
    readingOf(() => cluster.instances()),
    readingOf(() => cluster.etcdVolumes()),
  ]);
  const securityGroups = await seeSecurityGroups(instances, grouped.fronts, network);
  return { ...grouped, instances, volumes, securityGroups };
}

async function seeGroups(cluster: KopsCluster): Promise<Pick<SeenCluster, 'groups' | 'targets' | 'fronts'>> {
  const groups = await readingOf(() => cluster.groups());
  if (!groups.known) return { groups, targets: groups, fronts: groups };
  const places = placesOf(groups.value);
  const [targets, fronts] = await Promise.all([
    readingOf(() => cluster.targets(places)),
    readingOf(() => cluster.fronts(places)),
  ]);
  return { groups, targets, fronts };
}

function inferred(name: string, { groups, volumes }: SeenCluster): ClusterParts {
  return inferredSpec(name, groups.known ? groups.value : [], volumes.known ? volumes.value : []);
}

function judgeSpec({ spec, kopsVersion }: ReadSpec, known: KnownOfAccess, now: number): readonly Finding[] {
  return [
    ...judgeQuorum(spec),
    ...judgeSecurity(spec, kopsVersion, known),
    ...judgeSupport(spec, kopsVersion, now),
  ];
}

/** By which ways it can be reached, whatever its specification says. */
function judgeWays(
  name: string,
  spec: ClusterSpec | undefined,
  { instances, groups, fronts, securityGroups }: SeenCluster,
): readonly Finding[] {
  const addresses = judgeAddresses(name, spec, instances);
  if (securityGroups.known)
    return [
      ...addresses,
      ...judgeExposure(name, spec, securityGroups.value),
      ...judgeEtcdPorts(name, securityGroups.value),
    ];
  // That the instances or Auto Scaling groups can't be read is another finding.
  if (!instances.known || !groups.known) return addresses;
  return [
    ...addresses,
    fronts.known ? groupsUnreadable(name, securityGroups.why) : frontUnreadable(name, fronts.why),
  ];
}

function judgeParts(parts: ClusterParts, { groups, volumes, targets }: SeenCluster): readonly Finding[] {
  return [
    ...judgeMasterGroups(parts, groups, volumes),
    ...judgeVolumes(parts, volumes, groups),
    ...judgeApi(parts, groups, targets),
  ];
}

async function backupsOf(
  { etcdClusters }: ClusterParts,
  { name, stateStore, backupStore }: ClusterSettings,
  { storeAt }: ClusterPorts,
  now: number,
): Promise<readonly Finding[]> {
  const { bucket, prefix } = stateStore;
  const usual: S3Location = backupStore ?? { bucket, prefix: `${prefix}${name}/backups/etcd/` };
  const judged = await Promise.all(
    etcdClusters.map(async (etcdCluster) =>
      judgeBackups(etcdCluster, await loadBackups(etcdCluster, usual, storeAt, now), now),
    ),
  );
  return judged.flat();
}

function frontUnreadable(cluster: string, why: string): Finding {
  return notes.fail(cluster, 'api-front-unreadable', {
    seen: `The load balancer of the API could not be read: ${why}`,
    why: 'Its security groups decide who reaches the API.',
    toDo: 'Fix what the message says, then start again.',
  });
}

function groupsUnreadable(cluster: string, why: string): Finding {
  return notes.fail(cluster, 'security-groups-unreadable', {
    seen: `The security groups of its instances could not be read: ${why}`,
    why: 'They decide who reaches SSH, the API and etcd.',
    toDo: 'Fix what the message says, then start again.',
  });
}
