import { called } from '#own';
import { AwsKopsCluster } from '../../../lambdas/migration/adapters/aws-kops-cluster.ts';
import { Ec2Network } from '../../../lambdas/migration/adapters/ec2-network.ts';
import { yamlDocuments } from '../../../lambdas/migration/adapters/yaml-documents.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { verifyCluster } from '../../../lambdas/migration/preflight/verify-cluster/verify-cluster.ts';
import { GROUPS } from '../../../rehearsal/snapshot/kinds/autoscaling.ts';
import { INSTANCES, NETWORK_INTERFACES, VOLUMES } from '../../../rehearsal/snapshot/kinds/ec2.ts';
import { SECURITY_GROUPS } from '../../../rehearsal/snapshot/kinds/network.ts';
import { ObjectsOfSnapshot } from '../../offline/objects.ts';
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
      notAsked: [`The snapshot has no objects of s3://${bucket}/${prefix}. Run: ${called('snapshot')}`],
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
