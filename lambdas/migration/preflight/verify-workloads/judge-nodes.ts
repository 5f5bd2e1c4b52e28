import { countOf, withoutEnd } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import type { Node } from '../../domain/workloads/objects.ts';
import { skewOf } from '../../domain/workloads/skew.ts';
import { notes } from './notes.ts';

export const WHY_NODES = 'Pods run on nodes: what they have room for is what carries the traffic.';

/** @param server the API server's version */
export function judgeNodes(nodes: readonly Node[], server: string): readonly Finding[] {
  const wrong = nodes.flatMap((node) => judgeNode(node, server));
  const ready = nodes.filter(({ isReady }) => isReady);
  const versions = [...new Set(nodes.map(({ version }) => version))].toSorted().join(', ');
  if (wrong.some(({ level }) => level === 'fail')) return wrong;
  if (ready.length === 0)
    return [
      notes.fail('nodes', 'node-not-ready', {
        seen: 'The cluster has no node.',
        why: WHY_NODES,
        toDo: TO_DO,
      }),
    ];
  return [
    notes.pass('nodes', 'nodes-ready', {
      seen: `${countOf(ready.length, 'node')} ready (${versions}); the API server is ${server}.`,
      why: WHY_NODES,
    }),
    ...wrong,
  ];
}

const TO_DO = 'See `kubectl describe node`. Fix the node, or delete it and let its group start another.';

function judgeNode(
  { name, version, isReady, reason, troubles, isCordoned }: Node,
  server: string,
): readonly Finding[] {
  const subject = `node ${name}`;
  const skew = skewOf(version, server);
  return [
    ...(isReady
      ? []
      : [
          notes.fail(subject, 'node-not-ready', {
            seen: `It is not ready: ${withoutEnd(reason)}.`,
            why: WHY_NODES,
            toDo: TO_DO,
          }),
        ]),
    ...(isReady && troubles.length > 0
      ? [
          notes.warn(subject, 'node-in-trouble', {
            seen: `Its conditions say ${troubles.join(', ')}.`,
            why: WHY_NODES,
            toDo: TO_DO,
          }),
        ]
      : []),
    ...(isCordoned
      ? [
          notes.warn(subject, 'node-cordoned', {
            seen: 'No new pod may start on it.',
            why: 'It is room that the cluster does not have, for example after another node is lost.',
            toDo: 'If nobody is draining it, `kubectl uncordon` it.',
          }),
        ]
      : []),
    ...(skew === ''
      ? []
      : [
          notes.fail(subject, 'node-version-skew', {
            seen: `Its kubelet is outside the version skew that Kubernetes supports: ${skew}.`,
            why: 'Such a kubelet may fail to start pods, or crash.',
            toDo: 'Upgrade in kops’ order: the masters first, then the nodes.',
          }),
        ]),
  ];
}
