import type {
  Node as KubernetesNode,
  Taint as KubernetesTaint,
  NodeCondition,
} from 'kubernetes-types/core/v1.d.ts';
import type { Node, Taint } from '../../domain/workloads/objects.ts';
import { readyIn } from './conditions.ts';

/** kops' labels of masters, since 1.24 and before. */
const MASTER_LABELS = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];

export function nodeOf({ metadata, spec, status }: KubernetesNode): Node {
  const labels = metadata?.labels ?? {};
  const ready = readyIn(status?.conditions);
  const isReady = ready?.status === 'True';
  return {
    name: metadata?.name ?? '',
    version: status?.nodeInfo?.kubeletVersion ?? '',
    isReady,
    troubles: (status?.conditions ?? []).filter(isTrouble).map(({ type }) => type),
    reason: isReady ? '' : (ready?.message ?? 'its kubelet says nothing'),
    isCordoned: spec?.unschedulable ?? false,
    isMaster: MASTER_LABELS.some((label) => label in labels),
    labels,
    taints: (spec?.taints ?? []).map(taintOf),
  };
}

/** All others say what is wrong. Source: Kubernetes, "Node Status", and what node-problem-detector adds. */
function isTrouble({ type, status }: NodeCondition): boolean {
  return type !== 'Ready' && status === 'True';
}

function taintOf({ key, value = '', effect }: KubernetesTaint): Taint {
  return { key, value, effect };
}
