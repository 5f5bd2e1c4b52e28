import { AwsKopsCluster } from '../../../lambdas/migration/adapters/aws-kops-cluster.ts';
import { Ec2Network } from '../../../lambdas/migration/adapters/ec2-network.ts';
import { yamlDocuments } from '../../../lambdas/migration/adapters/yaml-documents.ts';
import type { S3Location } from '../../../lambdas/migration/contract/settings.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import type { ListRequest, StateStore } from '../../../lambdas/migration/ports/state-store.ts';
import { verifyCluster } from '../../../lambdas/migration/preflight/verify-cluster/verify-cluster.ts';
import { GROUPS } from '../../../rehearsal/snapshot/kinds/autoscaling.ts';
import { INSTANCES, NETWORK_INTERFACES, VOLUMES } from '../../../rehearsal/snapshot/kinds/ec2.ts';
import { SECURITY_GROUPS } from '../../../rehearsal/snapshot/kinds/network.ts';
import type { Objects } from '../../../rehearsal/snapshot/objects.ts';
import type { Asked, Asking, OfflineCheck } from './offline-check.ts';

/** The kops cluster, by its specification and by what AWS has of it. */
export const CLUSTER_CHECK: OfflineCheck = {
  check: MIGRATE.verifyCluster,
  isWanted: ({ cluster }) => cluster !== undefined,
  needs: () => [GROUPS, INSTANCES, VOLUMES, SECURITY_GROUPS, NETWORK_INTERFACES],
  ask: askCluster,
};

/** Backups are large, and made anew all the time: no snapshot has them. */
const OF_BACKUPS = /^backups?(-|$)/;

async function askCluster({ settings, snapshot, clients, now }: Asking): Promise<Asked> {
  const { cluster } = settings;
  if (!cluster) return { findings: [], notAsked: [] };
  const { bucket, prefix } = cluster.stateStore;
  if (![...snapshot.objects.keys()].some((path) => path.startsWith(`${bucket}/${prefix}`)))
    return {
      findings: [],
      notAsked: [`The snapshot has no objects of s3://${bucket}/${prefix}. Run: npm run snapshot`],
    };
  const { findings } = await verifyCluster(cluster, {
    storeAt: (location) => new ObjectsOfSnapshot(location, snapshot.objects),
    parseYaml: yamlDocuments,
    cluster: new AwsKopsCluster(cluster.name, clients),
    network: new Ec2Network(clients.ec2),
    clock: { now: () => now },
  });
  return {
    findings: findings.filter(({ code }) => !OF_BACKUPS.test(code)),
    notAsked: ["etcd's backups: a dry run checks them."],
  };
}

class ObjectsOfSnapshot implements StateStore {
  readonly address: string;
  readonly #below: string;
  readonly #objects: Objects;

  constructor({ bucket, prefix }: S3Location, objects: Objects) {
    this.address = `s3://${bucket}/${prefix}`;
    this.#below = `${bucket}/${prefix}`;
    this.#objects = objects;
  }

  read(key: string): ReturnType<StateStore['read']> {
    const text = this.#objects.get(`${this.#below}${key}`);
    return Promise.resolve(text === undefined ? { kind: 'absent' } : { kind: 'found', text });
  }

  list({ prefix, after = '', mostKeys }: ListRequest): ReturnType<StateStore['list']> {
    const found = [...this.#objects]
      .filter(([path]) => path.startsWith(`${this.#below}${prefix}`))
      .map(([path, text]) => ({ key: path.slice(this.#below.length), bytes: Buffer.byteLength(text) }))
      .filter(({ key }) => key > after)
      .toSorted((one, other) => (one.key < other.key ? -1 : 1));
    return Promise.resolve({
      kind: 'found',
      objects: found.slice(0, mostKeys),
      isCut: found.length > mostKeys,
    });
  }
}
