/** The API servers of the cluster that gets the traffic, at the masters' own addresses. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_FOLDER } from '#own';
import { dotted } from '../../../lambdas/shared/contract/dns-names.ts';
import type { Estate } from '../../estate/migration/estate.ts';
import { type Cluster, rulesIn, startKubernetesApi } from '../../kubernetes/index.ts';
import type { SimulatedNetwork } from '../../network/simulated-network.ts';
import { INSTANCES } from '../../snapshot/kinds/ec2.ts';
import { CLUSTER_OBJECTS, VERSION } from '../../snapshot/kinds/kubectl.ts';
import { secretArns, secretName } from '../../snapshot/secret-arns.ts';
import { type Certificate, certificateFor } from '../../tools/certificates.ts';
import type { NamedBalancer } from './balancer-names.ts';
import { madeUpValue } from './made-up-values.ts';

/** What an operator applies to the cluster so that it can be asked. */
const MANIFEST = join(OWN_FOLDER, 'docs/kops-cutover-workloads.yaml');
const ACCOUNT = 'kops-cutover-workloads';
const MASTER_TAG = 'k8s.io/role/control-plane';

/** What a bearer of the token shows, by the ARN of its secret: whoever finds that anywhere has found the secret's value. */
export function tokenOf({ home, settings, snapshot }: Estate): readonly (readonly [string, string])[] {
  const arn = settings.workloads?.api.tokenSecretArn;
  if (arn === undefined) return [];
  const name = secretName(arn, secretArns(snapshot, home, [arn]));
  return [[arn, madeUpValue(`secret ${name}`).token]];
}

export interface OpenClusterApi {
  /** What DNS answers for the API servers' name, if they have one. */
  readonly named: readonly NamedBalancer[];
  close(): Promise<void>;
}

/** @param authority of the cluster */
export async function openClusterApi(
  estate: Estate,
  network: SimulatedNetwork,
  authority: Certificate,
): Promise<OpenClusterApi> {
  const { workloads } = estate.settings;
  const cluster = clusterIn(estate);
  const addresses = cluster ? mastersIn(estate) : [];
  const named = workloads ? [{ dnsName: dotted(workloads.address), ipv4: addresses, ipv6: [] }] : [];
  if (!cluster || !workloads) return { named, close: async () => undefined };
  network.trust(workloads.api.certificateAuthority, authority.cert);
  const [[, token] = ['', '']] = tokenOf(estate);
  const server = await startKubernetesApi({
    certificate: await certificateFor(workloads.api.serverName, authority),
    user: `system:serviceaccount:kube-system:${ACCOUNT}`,
    token,
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

function clusterIn({ home, settings, snapshot }: Estate): Cluster | undefined {
  const place = { ...home, names: [settings.cluster?.name ?? ''] };
  const version = snapshot.find(VERSION, place)?.serverVersion.gitVersion;
  if (version === undefined) return undefined;
  return { version, objectsOf: (resource) => snapshot.find(CLUSTER_OBJECTS[resource], place)?.items };
}

function mastersIn({ home, snapshot }: Estate): readonly string[] {
  const { Reservations } = snapshot.one(INSTANCES, home);
  return Reservations.flatMap(({ Instances }) => Instances)
    .filter(({ Tags = [] }) => Tags.some(({ Key }) => Key === MASTER_TAG))
    .flatMap(({ PrivateIpAddress }) => PrivateIpAddress ?? []);
}
