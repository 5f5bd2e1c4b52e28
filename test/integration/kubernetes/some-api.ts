/** The stand-in with a small cluster, and the product that asks it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HttpsClusterApi } from '../../../lambdas/migration/adapters/cluster-api/https-cluster-api.ts';
import { HttpsApi } from '../../../lambdas/shared/adapters/https-api.ts';
import {
  type KubernetesApiOptions,
  type KubernetesObject,
  rulesIn,
  type ServedName,
  startKubernetesApi,
} from '../../../rehearsal/kubernetes/index.ts';
import { authority, certificateFor } from '../../support/certificates.ts';

export const NAME = 'api.internal.k8s.shop.test';
export const TOKEN = 'the.token';
const ADDRESS = '127.0.0.1';
const MANIFEST = readFileSync(join(__dirname, '../../../docs/kops-cutover-workloads.yaml'), 'utf8');
export const RULES = rulesIn(MANIFEST, 'kops-cutover-workloads');

export const ca = authority('kubernetes-ca');
const certificate = ca.then((by) => certificateFor(NAME, by));

export type Objects = Partial<Record<ServedName, readonly KubernetesObject[]>>;

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

/** @returns its port */
export async function started(
  objects: Objects,
  options: Partial<KubernetesApiOptions> = {},
): Promise<number> {
  const server = await startKubernetesApi({
    certificate: await certificate,
    user: 'system:serviceaccount:kube-system:kops-cutover-workloads',
    token: TOKEN,
    rules: RULES,
    cluster: { version: 'v1.36.2', objectsOf: (resource) => objects[resource] },
    ...options,
  });
  close = () => server.close();
  return server.port;
}

interface Asking {
  readonly token?: string;
  readonly aPage?: number;
  readonly most?: number;
  readonly largestBody?: number;
  readonly addresses?: readonly string[];
}

export async function asking(
  port: number,
  { token = TOKEN, largestBody = 1e6, addresses = [ADDRESS], ...limits }: Asking = {},
): Promise<HttpsClusterApi> {
  const { cert } = await ca;
  const access = { certificateAuthority: cert, serverName: NAME };
  const https = new HttpsApi(access, async () => token, { port, timeoutMs: 5000, largestBody });
  return new HttpsClusterApi(https, async () => addresses, limits);
}
