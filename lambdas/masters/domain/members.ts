/** Which etcd member is on which master, and whether it is known to be healthy. */
import type { EtcdVolume, MasterHealth, MasterInstance, MastersView } from '../contract/view.ts';
import { isEtcdCheck, MAIN_CHECK, subjectsOf } from './etcd-checks.ts';
import { allVolumesOf } from './placing.ts';
import { isLeaving } from './victim.ts';

/** One etcd cluster, by the checks that the API servers have of it, or by its volumes alone. */
export interface EtcdClusterHealth {
  /** `etcd`, `etcd-override-0` …; none if no API server reports it, several if it is unknown which does. */
  readonly checks: readonly string[];
  /** As its volumes' tags name it: `main`, `events` …; '' when no volume is tagged, or it is unknown which it is. */
  readonly etcdCluster: string;
  readonly members: readonly EtcdMember[];
}

export interface EtcdMember {
  /** As in the volume's tag. */
  readonly name: string;
  /** The instance that has its volume; '' when none has, or it is unknown which. */
  readonly instance: string;
  /** Only by the word of its own API server; whatever is not known is not healthy. */
  readonly healthy: boolean;
  /** For people. */
  readonly reason: string;
}

/**
 * Every etcd cluster that any master reports or any volume is tagged as, and `main` in any case. Of one that no master
 * reports (cilium's, and before Kubernetes 1.33 that of an override) it is known where its volumes are, and whether
 * `main` is healthy there. In the middle of an upgrade, masters without any check of an override are taken by their word on
 * `main` too; one that has some is unhealthy where others have more.
 */
export function etcdClustersOf(
  view: MastersView,
  health: readonly MasterHealth[],
): readonly EtcdClusterHealth[] {
  const volumes = allVolumesOf(view);
  const tagged = new Set(volumes.map(({ etcdCluster }) => etcdCluster));
  const reported = health.filter(({ answered }) => answered).flatMap(({ etcd }) => Object.keys(etcd));
  const reportedChecks = new Set([MAIN_CHECK, ...reported.filter(isEtcdCheck).toSorted()]);
  const spokenOf = subjectsOf([...reportedChecks], tagged);
  const unspokenOf = [...tagged]
    .filter((name) => spokenOf.every(({ etcdCluster }) => etcdCluster !== name))
    .toSorted()
    .map((etcdCluster) => ({ checks: [], etcdCluster, doubt: '' }));
  return [...spokenOf, ...unspokenOf].map(({ checks, etcdCluster, doubt }) => {
    const own = volumes.filter((volume) => volume.etcdCluster === etcdCluster);
    const members =
      doubt === ''
        ? membersOf(checks.length === 0 ? [MAIN_CHECK] : checks, own, view, health)
        : namesOf(volumes).map((name) => unhealthy(name, '', doubt));
    return { checks, etcdCluster, members };
  });
}

/** For people: by its check; by its own name if there is none, or if it is unknown which it is. */
export function nameOf({ checks, etcdCluster }: Pick<EtcdClusterHealth, 'checks' | 'etcdCluster'>): string {
  const [check, ...others] = checks;
  return check === undefined || others.length > 0 ? etcdCluster : check;
}

/** For people: `etcd (main)`, `etcd-override-0 or etcd-override-1 (events)`, `cilium (no API server reports it)`. */
export function titleOf({ checks, etcdCluster }: Pick<EtcdClusterHealth, 'checks' | 'etcdCluster'>): string {
  if (checks.length === 0) return `${etcdCluster} (no API server reports it)`;
  const unknown = checks.includes(MAIN_CHECK) ? 'no volume is tagged' : 'of an unknown etcd cluster';
  return `${checks.join(' or ')} (${etcdCluster || unknown})`;
}

/** All members that any volume's tag speaks of. */
function namesOf(volumes: readonly EtcdVolume[]): readonly string[] {
  return [...new Set(volumes.flatMap(({ member, members }) => [member, ...members]))].toSorted();
}

function membersOf(
  checks: readonly string[],
  volumes: readonly EtcdVolume[],
  view: MastersView,
  health: readonly MasterHealth[],
): readonly EtcdMember[] {
  return namesOf(volumes).map((name) => {
    const own = volumes.filter(({ member }) => member === name);
    const [volume] = own;
    if (!volume) return unhealthy(name, '', 'no volume is tagged as this member');
    if (own.length > 1)
      return unhealthy(name, '', `${own.map(({ id }) => id).join(' and ')} are both tagged as this member`);
    const instance = view.groups
      .flatMap((group) => group.instances)
      .find(({ id }) => id === volume.attachedTo);
    if (!instance) return unhealthy(name, '', whereItIs(volume));
    const reason =
      whyNotItsOwn(volume, volumes) ?? whyNotRunning(instance) ?? whyNotHealthy(checks, instance, health);
    return reason === undefined
      ? { name, instance: instance.id, healthy: true, reason: `reported by ${instance.id}` }
      : unhealthy(name, instance.id, reason);
  });
}

function unhealthy(name: string, instance: string, reason: string): EtcdMember {
  return { name, instance, healthy: false, reason };
}

function whereItIs({ id, attachedTo, state }: EtcdVolume): string {
  return attachedTo === ''
    ? `its volume ${id} is not attached (${state})`
    : `its volume ${id} is attached to ${attachedTo}, which is not a master`;
}

/** An API server speaks for one member: with the volumes of two on its instance, it is unknown for which. */
function whyNotItsOwn(volume: EtcdVolume, volumes: readonly EtcdVolume[]): string | undefined {
  const { id, attachedTo, attachment } = volume;
  if (attachment !== 'attached') return `its volume ${id} is ${attachment} at ${attachedTo}, not attached`;
  const taken = volumes.find((one) => one !== volume && one.attachedTo === attachedTo);
  return taken && `${attachedTo} also has the volume of member ${taken.member}`;
}

/** Who still answers and is taken down in this moment is none to count on. */
function whyNotRunning(instance: MasterInstance): string | undefined {
  const { id, state, lifecycle } = instance;
  if (state !== 'running') return `${id} does not run: EC2 says "${state}"`;
  return isLeaving(instance) ? `${id} is ${lifecycle}: it no longer waits in a hook` : undefined;
}

function whyNotHealthy(
  checks: readonly string[],
  { id }: MasterInstance,
  health: readonly MasterHealth[],
): string | undefined {
  const said = health.filter(({ instance }) => instance === id);
  const [only] = said;
  if (!only) return `${id} was not asked`;
  if (said.length > 1) return `there are ${said.length} answers from ${id}`;
  if (!only.answered) return `${id}: ${only.reason}`;
  const { etcd } = only;
  const odd = Object.keys(etcd).find((name) => !isEtcdCheck(name) && !etcd[name]);
  if (odd !== undefined) return `${id} reports that ${odd} failed, an unknown check`;
  const asked = Object.keys(etcd).every((name) => name === MAIN_CHECK) ? [MAIN_CHECK] : checks;
  const lacking = asked.find((check) => !Object.hasOwn(etcd, check));
  if (lacking !== undefined) return `${id} has no check ${lacking}, which other masters have`;
  const failed = asked.find((check) => !etcd[check]);
  return failed && `${id} reports that ${failed} failed`;
}
