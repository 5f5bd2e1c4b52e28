/** The API servers of the cluster that gets the traffic, at the masters' own addresses. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cluster, rulesIn, startKubernetesApi } from '../../kubernetes/index.ts';
import type { SimulatedNetwork } from '../../network/simulated-network.ts';
import { HOME } from '../../shop/account.ts';
import { CLUSTER, SERVER_NAME } from '../../shop/cluster.ts';
import { clusterAuthority } from '../../shop/cluster-authority.ts';
import { INSTANCES } from '../../snapshot/kinds/ec2.ts';
import { CLUSTER_OBJECTS, VERSION } from '../../snapshot/kinds/kubectl.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { certificateFor } from '../../tools/certificates.ts';
import type { NamedBalancer } from './balancer-names.ts';
import { madeUpValue } from './made-up-values.ts';

/** What an operator applies to the cluster so that it can be asked. */
const MANIFEST = join(import.meta.dirname, '../../../docs/kops-cutover-workloads.yaml');
const ACCOUNT = 'kops-cutover-workloads';
const MASTER_TAG = 'k8s.io/role/control-plane';

/** The secret with the token. */
export const TOKEN_SECRET = `${CLUSTER}/workloads`;
/** Whoever finds it anywhere has found the secret's value. */
export const TOKEN = madeUpValue(`secret ${TOKEN_SECRET}`).token;

export interface OpenClusterApi {
  /** What DNS answers for the API servers' name. */
  readonly named: NamedBalancer;
  close(): Promise<void>;
}

export async function openClusterApi(snapshot: Snapshot, network: SimulatedNetwork): Promise<OpenClusterApi> {
  const cluster = clusterIn(snapshot);
  const addresses = cluster ? mastersIn(snapshot) : [];
  const named = { dnsName: `${SERVER_NAME}.`, ipv4: addresses, ipv6: [] };
  if (!cluster) return { named, close: async () => undefined };
  const server = await startKubernetesApi({
    certificate: await certificateFor(SERVER_NAME, clusterAuthority()),
    user: `system:serviceaccount:kube-system:${ACCOUNT}`,
    token: TOKEN,
    rules: rulesIn(readFileSync(MANIFEST, 'utf8'), ACCOUNT),
    cluster,
  });
  for (const address of addresses) network.listen(address, 443, server.port);
  return {
    named,
    close: async () => {
      for (const address of addresses) network.leave(address);
      await server.close();
    },
  };
}

function clusterIn(snapshot: Snapshot): Cluster | undefined {
  const place = { ...HOME, names: [CLUSTER] };
  const version = snapshot.find(VERSION, place)?.serverVersion.gitVersion;
  if (version === undefined) return undefined;
  return { version, objectsOf: (resource) => snapshot.find(CLUSTER_OBJECTS[resource], place)?.items };
}

function mastersIn(snapshot: Snapshot): readonly string[] {
  const { Reservations } = snapshot.one(INSTANCES, HOME);
  return Reservations.flatMap(({ Instances }) => Instances)
    .filter(({ Tags = [] }) => Tags.some(({ Key }) => Key === MASTER_TAG))
    .flatMap(({ PrivateIpAddress }) => PrivateIpAddress ?? []);
}
