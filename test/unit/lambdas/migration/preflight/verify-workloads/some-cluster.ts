/** A cluster in which all is well, and what the check finds in it. */
import type { Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import type { DescribedOwners } from '../../../../../../lambdas/migration/contract/payloads.ts';
import { uncovered } from '../../../../../../lambdas/migration/domain/readiness/coverage.ts';
import type { Deployment, Node } from '../../../../../../lambdas/migration/domain/workloads/objects.ts';
import type {
  Listed,
  Resource,
  Resources,
} from '../../../../../../lambdas/migration/domain/workloads/resources.ts';
import type { ClusterApi } from '../../../../../../lambdas/migration/ports/cluster-api.ts';
import { verifyWorkloads } from '../../../../../../lambdas/migration/preflight/verify-workloads/verify-workloads.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

export const SERVER = 'v1.36.2';

export function node(name: string, more: Partial<Node> = {}): Node {
  return {
    name,
    version: SERVER,
    isReady: true,
    reason: '',
    troubles: [],
    isCordoned: false,
    isMaster: false,
    labels: {},
    taints: [],
    ...more,
  };
}

export const AGENT: Resources['daemonsets'] = {
  kind: 'DaemonSet',
  namespace: 'logging',
  name: 'agent',
  isObserved: true,
  labels: {},
  pullSecrets: [],
  desired: 3,
  ready: 3,
  updated: 3,
  selector: {},
  tolerations: [{ key: '', value: '', effect: '', exists: true }],
  hasAffinity: false,
};

export const WEB: Deployment = {
  kind: 'Deployment',
  namespace: 'shop',
  name: 'web',
  isObserved: true,
  labels: { app: 'web', tier: 'front' },
  pullSecrets: ['registry'],
  replicas: 2,
  available: 2,
  updated: 2,
  problem: '',
};

type Objects = { readonly [R in Resource]: readonly Resources[R][] };

export const WELL: Objects = {
  nodes: [
    node('master', {
      isMaster: true,
      taints: [{ key: 'node-role.kubernetes.io/control-plane', value: '', effect: 'NoSchedule' }],
    }),
    node('a'),
    node('b'),
  ],
  daemonsets: [AGENT],
  deployments: [WEB],
  services: [
    {
      kind: 'Service',
      namespace: 'shop',
      name: 'web',
      selector: { app: 'web' },
      ports: ['http', '80'],
      dnsNames: [],
    },
  ],
  ingresses: [
    {
      kind: 'Ingress',
      namespace: 'shop',
      name: 'web',
      host: 'www.shop.test',
      dnsNames: ['www.shop.test'],
      refused: '',
      services: [{ namespace: 'shop', name: 'web', port: 'http' }],
    },
  ],
  httproutes: [],
  certificates: [],
  events: [],
};

interface Unread {
  readonly owners?: DescribedOwners;
  readonly denied?: readonly Resource[];
  readonly absent?: readonly Resource[];
  readonly broken?: readonly Resource[];
}

/** One that has these objects. */
export function clusterApi(
  objects: Objects,
  { denied = [], absent = [], broken = [] }: Unread = {},
): ClusterApi {
  return {
    version: async () => SERVER,
    list: async <R extends Resource>(resource: R): Promise<Listed<Resources[R]>> => {
      if (broken.includes(resource)) throw new Error('it answered 500');
      if (denied.includes(resource)) return { kind: 'denied' };
      if (absent.includes(resource)) return { kind: 'absent' };
      return { kind: 'listed', items: objects[resource] };
    },
  };
}

/** No name has a mark of external-dns. */
export const NOBODYS: DescribedOwners = { owned: [], unread: '' };

export const SETTINGS = someSettings({
  zones: [
    { id: 'Z1SHOP', name: 'shop.test.', records: ['www.shop.test.'], fenceName: '_cutover-shop.shop.test.' },
  ],
  workloads: {
    api: {
      certificateAuthority: '',
      serverName: 'api.internal.k8s.shop.test',
      tokenSecretArn: 'arn:aws:secretsmanager:us-west-1:111122223333:secret:k8s.shop.test/workloads',
    },
    address: 'api.internal.k8s.shop.test',
    daemonSets: [{ namespace: 'logging', name: 'agent' }],
  },
});

/** Every name and DaemonSet is judged, whatever is found. */
export async function findingsOf(
  changes: Partial<Objects> = {},
  { settings = SETTINGS, owners = NOBODYS, ...unread }: Unread & { readonly settings?: typeof SETTINGS } = {},
): Promise<readonly Finding[]> {
  const result = await verifyWorkloads(settings, owners, () => clusterApi({ ...WELL, ...changes }, unread));
  const missed = uncovered(settings, [result]).filter(({ check }) => check === 'VerifyWorkloads');
  expect(missed).toEqual([]);
  return result.findings;
}

/** Those that aren't a pass, as `level code subject`. */
export async function wrongIn(...asked: Parameters<typeof findingsOf>): Promise<readonly string[]> {
  const findings = await findingsOf(...asked);
  return findings.filter(({ level }) => level !== 'pass').map(inWords);
}

export function inWords({ level, code, subject }: Finding): string {
  return `${level} ${code} ${subject}`;
}
