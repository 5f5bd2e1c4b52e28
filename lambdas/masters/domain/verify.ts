/** Whether a replacement is the member that its predecessor was. */

import { countOf, duration } from '../../shared/domain/text.ts';
import type { Page } from '../contract/payloads.ts';
import { PAGES, type PageHeading } from '../contract/states.ts';
import type { EtcdVolume, MasterGroup, MasterHealth, MasterInstance } from '../contract/view.ts';
import { mayBeEmpty } from './empty-volumes.ts';
import { MAIN_CHECK } from './etcd-checks.ts';
import { quorumOf } from './gate.ts';
import { type EtcdClusterHealth, type EtcdMember, nameOf } from './members.ts';
import type { TargetHealth } from './target.ts';

/** One good look may be luck. */
export const LOOKS = 2;

export interface VerifyQuestion {
  readonly group: MasterGroup;
  /** The instances in the victim's place: normally one. */
  readonly successors: readonly MasterInstance[];
  /** Whether the successor was released from our launching hook: if it still waits, it is in a hook of others. */
  readonly admitted: boolean;
  /** Another instance of the group that has all its volumes and goes itself; '' where there is none. */
  readonly supersededBy: string;
  /** The old master, where it runs no more and still waits in our hook; '' else. */
  readonly leftInHook: string;
  readonly clusters: readonly EtcdClusterHealth[];
  readonly health: readonly MasterHealth[];
  /** Of the successor, in all places of the group. */
  readonly targets: readonly TargetHealth[];
  /** Volumes of which it is unknown whether they are the group's or another's in its zone. */
  readonly inDoubt: readonly EtcdVolume[];
  /** What is amiss with the group's volumes: in words. */
  readonly missing: readonly string[];
  /** Volumes of the group that may be empty, and that etcd-manager then fills. */
  readonly filled: readonly EtcdVolume[];
  /** Good looks in a row before this one, and at which instance: those at another count for nothing. */
  readonly passes: number;
  readonly passedBy: string;
  readonly waitedSeconds: number;
  readonly joinSeconds: number;
  /** How much longer it may take while etcd-manager fills a volume. */
  readonly recoverSeconds: number;
}

export interface VerifyVerdict {
  readonly verdict: 'verified' | 'admit' | 'again' | 'stop';
  readonly passes: number;
  /** '' where none passed. */
  readonly passedBy: string;
  readonly reason: string;
  readonly page?: Page;
}

export function judgeReplacement(question: VerifyQuestion): VerifyVerdict {
  const { successors, admitted, supersededBy, leftInHook, passes: before, passedBy } = question;
  const [successor] = successors;
  const waits = successor?.lifecycle === 'Pending:Wait' && !admitted;
  // Auto Scaling puts it into the load balancers only once it is admitted.
  const doubts = [...memberDoubts(question), ...(waits ? [] : serviceDoubts(question))];
  const none = { passes: 0, passedBy: '' };
  if (doubts.length === 0 && successor && waits)
    return {
      verdict: 'admit',
      ...none,
      reason: `${successor.id} is a healthy member: it is admitted.${othersDown(question)}`,
    };
  if ((doubts.length === 0 || supersededBy !== '') && leftInHook !== '')
    return {
      verdict: 'admit',
      ...none,
      reason: `${leftInHook} no longer runs: it is released from its hook.`,
    };
  if (supersededBy !== '') {
    const reason = `${supersededBy} has the volumes and is being terminated itself: its own replacement does the rest.`;
    return { verdict: 'verified', ...none, reason };
  }
  if (doubts.length === 0 && successor) {
    const passes = (passedBy === successor.id ? before : 0) + 1;
    const down = othersDown(question);
    const seen = down ? `${successor.id} is a healthy member` : `${successor.id} and all members are healthy`;
    const good = { passes, passedBy: successor.id };
    return passes >= LOOKS
      ? { verdict: 'verified', ...good, reason: `${seen}, ${LOOKS} times in a row.${down}` }
      : { verdict: 'again', ...good, reason: `${seen}; checks once more.${down}` };
  }
  return { ...none, ...orTooLate(question, doubts) };
}

function orTooLate(
  question: VerifyQuestion,
  doubts: readonly string[],
): Pick<VerifyVerdict, 'verdict' | 'reason' | 'page'> {
  const { filled, waitedSeconds } = question;
  const empty = filled.length === 0 ? '' : ` ${filled.map(mayBeEmpty).join('; ')}.`;
  const why = `${doubts.join('; ')}.${empty}${othersDown(question)}`;
  if (waitedSeconds < limitOf(question)) return { verdict: 'again', reason: `Not yet: ${why}` };
  const reason = `Not a member again after ${duration(waitedSeconds)}: ${why}`;
  return { verdict: 'stop', reason, page: { heading: headingOf(question), reason } };
}

/**
 * etcd-manager fills an empty volume only while all others are healthy, and does not report it: only that the
 * member is healthy at last shows that it has.
 */
function limitOf(question: VerifyQuestion): number {
  const { filled, joinSeconds, recoverSeconds } = question;
  return filled.length > 0 && othersDown(question) === '' ? joinSeconds + recoverSeconds : joinSeconds;
}

function memberDoubts(question: VerifyQuestion): readonly string[] {
  const { group, successors, clusters, inDoubt, missing, filled } = question;
  const [successor, ...more] = successors;
  if (!successor) return [`${group.name} has no replacement`];
  const others = more.map(({ id }) => id);
  return [
    ...(others.length > 0 ? [`${group.name} has ${others.join(' and ')} beside ${successor.id}`] : []),
    ...missing,
    ...unspokenOf(filled, clusters).map(({ id }) => `no API server reports whether ${id} is filled`),
    ...inDoubt.map(({ id }) => `it is unknown whether ${id} belongs to ${group.name}`),
    ...group.volumes
      .filter(({ attachedTo, attachment }) => attachedTo !== successor.id || attachment !== 'attached')
      .map(
        ({ id, attachedTo }) =>
          `${id} is not attached to ${successor.id}${attachedTo && ` but to ${attachedTo}`}`,
      ),
    ...(clusters.length === 0
      ? ['no etcd cluster is known']
      : clusters.flatMap((cluster) => clusterDoubts(cluster, group, successor))),
  ];
}

/** Where no API server speaks of their etcd cluster, a member that runs may be an empty one. */
function unspokenOf(
  filled: readonly EtcdVolume[],
  clusters: readonly EtcdClusterHealth[],
): readonly EtcdVolume[] {
  const spokenOf = clusters.filter(({ checks }) => checks.length > 0).map(({ etcdCluster }) => etcdCluster);
  return filled.filter(({ etcdCluster }) => !spokenOf.includes(etcdCluster));
}

/**
 * Its own members must be healthy, and so many with them that etcd has its quorum. Another that is down is not fixed by
 * a good member kept out: that one has its own replacement, or its own page.
 */
function clusterDoubts(
  cluster: EtcdClusterHealth,
  group: MasterGroup,
  successor: MasterInstance,
): readonly string[] {
  const { checks, members } = cluster;
  const name = nameOf(cluster);
  if (members.length === 0) return [`no member of ${name} is known`];
  const own = members.filter((member) => isOwn(member, cluster, group, successor));
  // Another etcd than `main` may have its members elsewhere.
  const none =
    own.length === 0 && checks.includes(MAIN_CHECK) ? [`${group.name} has no member of ${name}`] : [];
  const healthy = members.filter((member) => member.healthy).length;
  const quorum = quorumOf(members.length);
  const sum = `${name} has ${healthy} of ${countOf(members.length, 'member')} healthy, quorum is ${quorum}`;
  return [...none, ...unhealthy(name, own), ...(healthy < quorum ? [sum] : [])];
}

/**
 * By what its group's volumes are tagged as, so also where nothing has the volume. kops names a master's members alike,
 * unless it took volumes of another group in its zone.
 */
function isOwn(
  { name, instance }: EtcdMember,
  { etcdCluster }: EtcdClusterHealth,
  { volumes }: MasterGroup,
  successor: MasterInstance | undefined,
): boolean {
  if (instance === successor?.id) return true;
  const ofCluster = volumes.filter((volume) => volume.etcdCluster === etcdCluster);
  return (ofCluster.length > 0 ? ofCluster : volumes).some(({ member }) => member === name);
}

function unhealthy(cluster: string, members: readonly EtcdMember[]): readonly string[] {
  return members.filter(({ healthy }) => !healthy).map(({ name, reason }) => `${cluster} ${name}: ${reason}`);
}

/** For people, as a sentence of its own; '' where all are healthy. */
function othersDown({ group, successors, clusters }: VerifyQuestion): string {
  const [successor] = successors;
  const down = clusters.flatMap((cluster) =>
    unhealthy(
      nameOf(cluster),
      cluster.members.filter((member) => !isOwn(member, cluster, group, successor)),
    ),
  );
  return down.length === 0 ? '' : ` Other members are not healthy: ${down.join('; ')}.`;
}

function serviceDoubts({ group, successors, targets }: VerifyQuestion): readonly string[] {
  const [successor] = successors;
  if (!successor) return [];
  if (successor.lifecycle !== 'InService')
    return [`${successor.id} is ${successor.lifecycle}, not InService`];
  return [...group.targetGroupArns, ...group.loadBalancers].flatMap((place) => {
    const { state, reason } = targets.find((one) => one.place === place) ?? { state: 'unknown', reason: '' };
    return state === 'healthy' ? [] : [`${place} reports ${state}${reason && ` (${reason})`}`];
  });
}

function headingOf(question: VerifyQuestion): PageHeading {
  const { health, successors, clusters, missing, filled } = question;
  const refused = health.filter(({ failure }) => failure === 'refused');
  const nobodyAnswers = health.every(({ answered }) => !answered);
  const itself = refused.some(({ instance }) => instance === successors[0]?.id);
  if (itself || (nobodyAnswers && refused.length > 0)) return PAGES.credentialsRefused;
  const lost = clusters.some(
    ({ members }) => members.filter(({ healthy }) => healthy).length < quorumOf(members.length),
  );
  if (lost) return PAGES.quorumLost;
  const isEmpty = filled.length > 0 && memberDoubts(question).length > 0;
  return missing.length > 0 || isEmpty ? PAGES.volumeMissing : PAGES.replacementNeverJoined;
}
