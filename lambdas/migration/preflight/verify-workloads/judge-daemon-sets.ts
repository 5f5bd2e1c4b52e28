import { countOf, shortened } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import { isSame, shown } from '../../domain/workloads/named.ts';
import type { DaemonSet, Named, Node } from '../../domain/workloads/objects.ts';
import { keptOff } from '../../domain/workloads/placing.ts';
import { notes } from './notes.ts';

export const WHY_DAEMON_SETS =
  'What runs on a node without its agents writes logs and metrics that nobody sees once traffic is there.';

/** Characters of a finding are few: the others are alike. */
const MOST_NAMED = 5;

/** @param configured what must run on every node that is not a master */
export function judgeDaemonSet(
  configured: Named,
  daemonSets: readonly DaemonSet[],
  nodes: readonly Node[],
): readonly Finding[] {
  const subject = shown('daemonset', configured);
  const found = daemonSets.find((each) => isSame(each, configured));
  if (!found)
    return [
      notes.fail(subject, 'daemonset-missing', {
        seen: 'The cluster has no DaemonSet of this name.',
        why: WHY_DAEMON_SETS,
        toDo: 'Install it, or correct `workloads.daemonSets`.',
      }),
    ];
  const findings = [...judgeReady(subject, found), ...judgeCovered(subject, notCovered(found, nodes))];
  if (findings.some(({ level }) => level === 'fail')) return findings;
  return [
    notes.pass(subject, 'daemonset-ready', {
      seen: `It is ready on all ${found.desired} nodes where it is to run.`,
      why: WHY_DAEMON_SETS,
    }),
    ...findings,
  ];
}

function judgeReady(subject: string, found: DaemonSet): readonly Finding[] {
  const { namespace, name, desired, ready, updated, isObserved } = found;
  if (!isObserved || ready < desired)
    return [
      notes.fail(subject, 'daemonset-not-ready', {
        seen: `It is ready on ${ready} of ${desired} nodes${isObserved ? '' : ', and its last change has not been taken up yet'}.`,
        why: WHY_DAEMON_SETS,
        toDo: `See \`kubectl -n ${namespace} describe daemonset ${name}\` and its pods.`,
      }),
    ];
  if (updated >= desired) return [];
  return [
    notes.warn(subject, 'daemonset-rolling', {
      seen: `On ${updated} of ${desired} nodes it runs as it is now defined.`,
      why: 'A roll-out is under way, or waits for old pods to be deleted: what writes logs and metrics is not yet what will.',
      toDo: `Wait for \`kubectl -n ${namespace} rollout status daemonset ${name}\`. With the update strategy OnDelete, delete the old pods.`,
    }),
  ];
}

/** @param missing in words, '' for none */
function judgeCovered(subject: string, missing: string): readonly Finding[] {
  if (missing === '') return [];
  return [
    notes.fail(subject, 'daemonset-not-everywhere', {
      seen: `It does not run on every node: ${missing}.`,
      why: WHY_DAEMON_SETS,
      toDo: 'Change its node selector, tolerations or affinity. If those nodes need no such agent, accept this finding.',
    }),
  ];
}

/** In words, '' for none. Who chooses by affinity can only be counted. */
function notCovered(daemonSet: DaemonSet, nodes: readonly Node[]): string {
  const workers = nodes.filter(({ isMaster }) => !isMaster);
  const off = workers.flatMap((node) => {
    const reason = keptOff(node, daemonSet);
    return reason === '' ? [] : [`${node.name} (${reason})`];
  });
  if (off.length > 0) return shortened(off, MOST_NAMED, 'nodes').join(', ');
  const { desired, hasAffinity } = daemonSet;
  if (desired >= workers.length) return '';
  return `it is scheduled on ${countOf(desired, 'node')}, but ${workers.length} are not masters${hasAffinity ? '; it chooses nodes by affinity' : ''}`;
}
