/** Whether nodes are newer than masters. */

import { isVersion, minorOf } from '../../shared/domain/kubernetes-version.ts';
import { countOf } from '../../shared/domain/text.ts';
import type { ClusterVersions, MasterVersion } from '../contract/versions.ts';

/**
 * What is to be said before masters are rolled: of nodes that are newer than an API server which they may talk to, and of what
 * nobody can know. Patch versions don't matter.
 * Source: Kubernetes' version skew policy, "kubelet must not be newer than kube-apiserver".
 */
export function versionWarnings({ masters, nodes }: ClusterVersions): readonly string[] {
  const known = masters.filter(({ version }) => isVersion(version));
  const [oldest] = known.toSorted((a, b) => minorOf(a.version) - minorOf(b.version));
  const newer = oldest && nodes.known ? newerThan(oldest, nodes.counts) : [];
  const silent = masters.filter((one) => !known.includes(one));
  const doubts = [
    ...silent.map(({ instance, reason }) => `${instance}: ${reason}`),
    ...(masters.length === 0 ? ['there is no master to ask'] : []),
    ...(nodes.known ? [] : [nodes.reason]),
  ];
  return [
    ...newer,
    ...(doubts.length === 0 ? [] : [`unknown: whether nodes are newer than masters (${doubts.join('; ')}).`]),
  ];
}

function newerThan(
  { instance, version }: MasterVersion,
  counts: Readonly<Record<string, number>>,
): readonly string[] {
  const newer = Object.entries(counts).filter(([of]) => minorOf(of) > minorOf(version));
  if (newer.length === 0) return [];
  const nodes = newer.map(([of, n]) => `${countOf(n, 'node')} with ${of}`).join(', ');
  return [
    `Nodes are newer than masters: ${nodes}, but the API server of ${instance} is ${version}. No kubelet should be newer than an API server, so roll the masters before more nodes join.`,
  ];
}
