/** Where the pods of a DaemonSet may run. */
import type { DaemonSet, Node, Taint, Toleration } from './objects.ts';

type Placed = Pick<DaemonSet, 'selector' | 'tolerations'>;

/**
 * Why none of its pods may run on the node; '' where one may. Affinity is not looked at.
 * Sources: Kubernetes, "Taints and Tolerations", "DaemonSet"; a cordon and a node's own troubles keep no DaemonSet away.
 */
export function keptOff({ labels, taints }: Node, { selector, tolerations }: Placed): string {
  const missing = Object.entries(selector).find(([key, value]) => labels[key] !== value);
  if (missing) return `it selects nodes with ${missing.join('=')}`;
  const taint = taints.find(
    (each) =>
      REPELLING.includes(each.effect) && !isOfNode(each) && !tolerations.some((one) => tolerates(one, each)),
  );
  return taint ? `it does not tolerate the taint ${taint.key}:${taint.effect}` : '';
}

const REPELLING = ['NoSchedule', 'NoExecute'];

/** Those that Kubernetes sets by itself, and every DaemonSet tolerates. */
function isOfNode({ key }: Taint): boolean {
  return key.startsWith('node.kubernetes.io/');
}

function tolerates({ key, value, effect, exists }: Toleration, taint: Taint): boolean {
  if (effect !== '' && effect !== taint.effect) return false;
  if (key === '') return exists;
  return key === taint.key && (exists || value === taint.value);
}
