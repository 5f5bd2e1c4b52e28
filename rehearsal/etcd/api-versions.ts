/** What an API server says of versions: its own, and as a table of nodes those of their kubelets. */
import type { IncomingMessage } from 'node:http';

export interface KubernetesVersions {
  /** Its own: `v1.36.2`. */
  readonly version: string;
  /** The kubelets' of the nodes that are no masters; 'forbidden': the token may not list nodes. */
  readonly nodes: readonly string[] | 'forbidden';
}

/** Three nodes of the masters' version. */
export const EVEN: KubernetesVersions = { version: 'v1.36.2', nodes: ['v1.36.2', 'v1.36.2', 'v1.36.2'] };

export interface Said {
  readonly status: number;
  readonly body: object;
}

const AS_TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';
/** Source: what `kubectl get nodes` prints, `-o wide` included. */
const COLUMNS = [
  'Name',
  'Status',
  'Roles',
  'Age',
  'Version',
  'Internal-IP',
  'External-IP',
  'OS-Image',
  'Kernel-Version',
  'Container-Runtime',
];

/** The answer to a GET; undefined for a path that is none of these. */
export function versionsSaid(
  { url = '/', headers }: Pick<IncomingMessage, 'url' | 'headers'>,
  { version, nodes }: KubernetesVersions,
): Said | undefined {
  const { pathname, searchParams } = new URL(url, 'https://api');
  if (pathname === '/version') return { status: 200, body: versionBody(version) };
  if (pathname !== '/api/v1/nodes') return undefined;
  if (nodes === 'forbidden')
    return refused(403, 'Forbidden', 'nodes is forbidden: cannot list resource "nodes"');
  // Whole nodes are not modelled.
  if (headers.accept !== AS_TABLE || searchParams.get('includeObject') !== 'None')
    return refused(406, 'NotAcceptable', 'only tables without objects are served here');
  return { status: 200, body: pageOf(rowsOf(version, nodes), searchParams) };
}

function versionBody(gitVersion: string): object {
  const [, major = '', minor = ''] = /^v(\d+)\.(\d+)/.exec(gitVersion) ?? [];
  return { major, minor, gitVersion, gitTreeState: 'clean', compiler: 'gc', platform: 'linux/amd64' };
}

/** A token says where the list continues; only its issuer can read it. */
function pageOf(rows: readonly object[], asked: URLSearchParams): object {
  const from = Number(Buffer.from(asked.get('continue') ?? '', 'base64url').toString());
  const limit = Number(asked.get('limit') ?? rows.length);
  const page = rows.slice(from, from + limit);
  const rest = rows.length - from - page.length;
  const after = Buffer.from(`${from + page.length}`).toString('base64url');
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion: '1', ...(rest > 0 && { continue: after, remainingItemCount: rest }) },
    columnDefinitions: COLUMNS.map((name) => ({
      name,
      type: 'string',
      format: '',
      description: '',
      priority: 0,
    })),
    rows: page,
  };
}

/** Three masters with kubelets of their API servers' version, and the nodes. */
function rowsOf(version: string, nodes: readonly string[]): readonly object[] {
  const masters = Array.from({ length: 3 }, () => ['control-plane', version] as const);
  return [...masters, ...nodes.map((kubelet) => ['node', kubelet] as const)].map(([role, kubelet], i) => ({
    cells: [
      `i-${i.toString(16).padStart(17, '0')}`,
      'Ready',
      role,
      '3d',
      kubelet,
      `172.20.0.${i}`,
      '<none>',
      'Ubuntu 24.04.3 LTS',
      '6.14.0-1018-aws',
      'containerd://2.1.4',
    ],
    object: null,
  }));
}

function refused(code: number, reason: string, message: string): Said {
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure' };
  return { status: code, body: { ...status, message, reason, code } };
}
