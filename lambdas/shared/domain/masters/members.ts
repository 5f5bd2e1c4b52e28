/** Which etcd member is on which master, and whether it is known to be healthy. */
import type { EtcdVolume, MasterHealth, MasterInstance, MastersView } from '../../contract/masters/view.ts';
import { isLeaving } from './victim.ts';

/** One etcd cluster, by the check that the API servers have of it. */
export interface EtcdClusterHealth {
  /** `etcd`, `etcd-override-0` … */
  readonly check: string;
  /** As its volumes' tags name it: `main`, `events` …; '' when no volume is tagged. */
  readonly etcdCluster: string;
  readonly members: readonly EtcdMember[];
}

export interface EtcdMember {
  /** As in the volume's tag. */
  readonly name: string;
  /** The instance that has its volume; '' when none has, or nobody can tell which. */
  readonly instance: string;
  /** Only by the word of its own API server; whatever is not known is not healthy. */
  readonly healthy: boolean;
  /** For people. */
  readonly reason: string;
}

const MAIN = { check: 'etcd', etcdCluster: 'main' } as const;

/**
 * Every etcd cluster that any master reports, and `main` in any case. One that no master reports is not judged: before
 * Kubernetes 1.33 there is no check of an overridden etcd. In the middle of an upgrade, masters without any such check are
 * taken by their word on `main`, as all of them were before; one that has some is unhealthy where others have more.
 */
export function etcdClustersOf(
  view: MastersView,
  health: readonly MasterHealth[],
): readonly EtcdClusterHealth[] {
  const reported = health.filter(({ answered }) => answered).flatMap(({ etcd }) => Object.keys(etcd));
  const volumes = view.groups.flatMap((group) => group.volumes);
  return [...new Set([MAIN.check, ...reported.toSorted()])].map((check) => {
    const etcdCluster = etcdClusterOf(check, volumes);
    const own = volumes.filter((volume) => volume.etcdCluster === etcdCluster);
    return { check, etcdCluster, members: membersOf(check, own, view, health) };
  });
}

/**
 * The check of an override says its number only, not which etcd it is. Where several could be meant, the one with the
 * most members is: it asks the most. Where none could, overrides are taken to have the members of `main`.
 */
function etcdClusterOf(check: string, volumes: readonly EtcdVolume[]): string {
  if (check === MAIN.check) return volumes.some((one) => one.etcdCluster === 'main') ? 'main' : '';
  const others = [...new Set(volumes.map((one) => one.etcdCluster))].filter((name) => name !== 'main');
  const size = (name: string) => namesOf(volumes.filter((one) => one.etcdCluster === name)).length;
  return (
    others.toSorted((a, b) => size(b) - size(a) || (a < b ? -1 : 1))[0] ?? etcdClusterOf('etcd', volumes)
  );
}

/** All members that any volume's tag speaks of. */
function namesOf(volumes: readonly EtcdVolume[]): readonly string[] {
  return [...new Set(volumes.flatMap(({ member, members }) => [member, ...members]))].toSorted();
}

function membersOf(
  check: string,
  volumes: readonly EtcdVolume[],
  view: MastersView,
  health: readonly MasterHealth[],
): readonly EtcdMember[] {
  return namesOf(volumes).map((name) => {
    const own = volumes.filter(({ member }) => member === name);
    const [volume] = own;
    if (!volume) return unhealthy(name, '', 'no volume of this member belongs to any group of masters');
    if (own.length > 1)
      return unhealthy(name, '', `${own.map(({ id }) => id).join(' and ')} are both tagged as this member`);
    const instance = view.groups
      .flatMap((group) => group.instances)
      .find(({ id }) => id === volume.attachedTo);
    if (!instance) return unhealthy(name, '', whereItIs(volume));
    const reason =
      whyNotItsOwn(volume, volumes) ?? whyNotRunning(instance) ?? whyNotHealthy(check, instance, health);
    return reason === undefined
      ? { name, instance: instance.id, healthy: true, reason: `by the word of ${instance.id}` }
      : unhealthy(name, instance.id, reason);
  });
}

function unhealthy(name: string, instance: string, reason: string): EtcdMember {
  return { name, instance, healthy: false, reason };
}

function whereItIs({ id, attachedTo, state }: EtcdVolume): string {
  return attachedTo === ''
    ? `its volume ${id} is attached to nothing (${state})`
    : `its volume ${id} is attached to ${attachedTo}, which is no master`;
}

/** An API server speaks for one member: with the volumes of two on its instance, nobody can tell for which. */
function whyNotItsOwn(volume: EtcdVolume, volumes: readonly EtcdVolume[]): string | undefined {
  const { id, attachedTo, attachment } = volume;
  if (attachment !== 'attached') return `its volume ${id} is ${attachment} at ${attachedTo}, not attached`;
  const taken = volumes.find((one) => one !== volume && one.attachedTo === attachedTo);
  return taken && `${attachedTo} has the volume of member ${taken.member} too`;
}

/** Who still answers and is taken down in this moment is none to count on. */
function whyNotRunning(instance: MasterInstance): string | undefined {
  const { id, state, lifecycle } = instance;
  if (state !== 'running') return `${id} does not run: EC2 says "${state}"`;
  return isLeaving(instance) ? `${id} is ${lifecycle}: nothing holds it any more` : undefined;
}

function whyNotHealthy(
  check: string,
  { id }: MasterInstance,
  health: readonly MasterHealth[],
): string | undefined {
  const said = health.filter(({ instance }) => instance === id);
  const [only] = said;
  if (!only) return `${id} was not asked`;
  if (said.length > 1) return `there are ${said.length} answers of ${id}`;
  if (!only.answered) return `${id}: ${only.reason}`;
  const { etcd } = only;
  const asked = Object.keys(etcd).every((name) => name === MAIN.check) ? MAIN.check : check;
  const ok = Object.hasOwn(etcd, asked) ? etcd[asked] : undefined;
  if (ok === undefined) return `${id} has no check ${asked}, which other masters have`;
  return ok ? undefined : `${id} says that ${asked} failed`;
}
