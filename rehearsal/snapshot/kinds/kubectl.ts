/** What is in the cluster that gets the traffic, as kubectl prints it. */
import type { KubernetesObject, ServedName } from '../../kubernetes/index.ts';
import { type FileKind, fileKind } from '../file-kind.ts';
import type { Schema } from '../shape.ts';

interface ObjectList {
  readonly items?: readonly KubernetesObject[];
}

interface Versions {
  readonly serverVersion?: { readonly gitVersion?: string };
}

/** Smithy's numbers of a structure, a list, whatever there may be, and no traits. */
const [STRUCTURE, LIST, DOCUMENT, NONE] = [3, 1, 15, 0] as const;

/** Kubernetes has no schema here: that it is a list is checked, and what is needed. */
const LISTED: Schema = [
  STRUCTURE,
  'kubectl',
  'List',
  NONE,
  ['apiVersion', 'items', 'kind', 'metadata'],
  [DOCUMENT, [LIST, 'kubectl', 'Items', NONE, DOCUMENT], DOCUMENT, DOCUMENT],
];

const VERSIONS: Schema = [
  STRUCTURE,
  'kubectl',
  'Versions',
  NONE,
  ['clientVersion', 'kustomizeVersion', 'serverVersion'],
  [DOCUMENT, DOCUMENT, DOCUMENT],
];

export const VERSION = fileKind<Versions>()({
  service: 'kubectl',
  call: 'version',
  options: ['--context'],
  answer: async () => VERSIONS,
  needs: { serverVersion: { gitVersion: true } },
});

/** In all namespaces. */
function objects(call: ServedName) {
  return fileKind<ObjectList>()({
    service: 'kubectl',
    call,
    options: ['--context'],
    flags: '--all-namespaces',
    answer: async () => LISTED,
    needs: { items: [{ metadata: { name: true } }] },
  });
}

export const CLUSTER_OBJECTS = {
  nodes: objects('nodes'),
  services: objects('services'),
  events: objects('events'),
  daemonsets: objects('daemonsets'),
  deployments: objects('deployments'),
  ingresses: objects('ingresses'),
  httproutes: objects('httproutes'),
  certificates: objects('certificates'),
} satisfies Readonly<Record<ServedName, FileKind>>;
