/** From the documents of a specification to one form, whichever version of kops' API they are of. */
import { Branch } from './branch.ts';
import type {
  Access,
  ClusterSpec,
  EtcdClusterSpec,
  EtcdMemberSpec,
  InstanceGroupSpec,
  SubnetSpec,
} from './cluster-spec.ts';
import type { Misfit, SpecDocument } from './spec-document.ts';

export interface SpecRead {
  /** Undefined when no document is a cluster. */
  readonly spec: ClusterSpec | undefined;
  /** Any of them means that the specification isn't understood. */
  readonly misfits: readonly Misfit[];
}

/** `kops` alone was the group until 1.8. */
const API_VERSION = /^kops(?:\.k8s\.io)?\/(v1alpha[23])$/;

/** main, events, cilium, leases, and some to come. */
const MOST_ETCD_CLUSTERS = 20;

/**
 * Documents as kops stores them and as `kops get -o yaml` prints them: one cluster and its instance groups, in any order.
 * Other kinds, such as keys for SSH, are passed over.
 */
export function readSpec(documents: readonly SpecDocument[]): SpecRead {
  const misfits: Misfit[] = [];
  const parts = documents.flatMap((document) => partsOf(Branch.of(document, misfits)));
  const clusters = ofKind(parts, 'Cluster');
  const instanceGroups = ofKind(parts, 'InstanceGroup').map(readInstanceGroup);
  for (const other of clusters.slice(1)) other.problem('is a second cluster');
  const [cluster] = clusters;
  return { spec: cluster && readCluster(cluster, instanceGroups), misfits };
}

/** A list's items stand for themselves; a document with nothing in it is none. */
function partsOf(document: Branch): readonly Branch[] {
  if (document.isAbsent) return [];
  const items = document.field('items');
  return items.isAbsent ? [document] : items.items();
}

function ofKind(parts: readonly Branch[], kind: string): readonly Branch[] {
  return parts.filter((part) => part.field('kind').text() === kind && isKnownVersion(part));
}

function isKnownVersion(part: Branch): boolean {
  const version = part.field('apiVersion');
  const isKnown = API_VERSION.test(version.text());
  if (!isKnown) version.problem(`is ${JSON.stringify(version.text())}, not kops.k8s.io/v1alpha2 or v1alpha3`);
  return isKnown;
}

function readCluster(cluster: Branch, instanceGroups: readonly InstanceGroupSpec[]): ClusterSpec {
  const spec = cluster.field('spec');
  if (spec.isAbsent) spec.problem('is missing');
  return {
    name: cluster.field('metadata').field('name').text(),
    kubernetesVersion: bareVersion(spec.field('kubernetesVersion').text()),
    etcdClusters: readEtcdClusters(spec.field('etcdClusters')),
    authorization: readAuthorization(spec),
    sshAccess: readAccess(spec.field('sshAccess')),
    apiAccess: readAccess(
      // The second until v1alpha3 had the first; the third in v1alpha2.
      spec.firstOf(['api', 'access'], ['kubernetesAPIAccess'], ['kubernetesApiAccess']),
    ),
    subnets: spec.firstOf(['networking', 'subnets'], ['subnets']).items().map(readSubnet),
    hasApiLoadBalancer: !spec.field('api').field('loadBalancer').isAbsent,
    containerdVersion: bareVersion(spec.field('containerd').field('version').text()),
    instanceGroups,
  };
}

/** Where kops has filled in how the API server is started, that is what is in effect. */
function readAuthorization(spec: Branch): ClusterSpec['authorization'] {
  const modes = spec.field('kubeAPIServer').field('authorizationMode').text().split(',');
  if (modes.includes('AlwaysAllow')) return 'always-allow';
  if (modes.includes('RBAC')) return 'rbac';
  const authorization = spec.field('authorization');
  if (!authorization.field('alwaysAllow').isAbsent) return 'always-allow';
  return authorization.field('rbac').isAbsent ? 'default' : 'rbac';
}

function readAccess(access: Branch): Access {
  return access.isAbsent ? undefined : access.texts();
}

function readEtcdClusters(etcdClusters: Branch): readonly EtcdClusterSpec[] {
  const items = etcdClusters.items();
  if (items.length <= MOST_ETCD_CLUSTERS) return items.map(readEtcdCluster);
  etcdClusters.problem(`has ${items.length} etcd clusters; kops knows four`);
  return [];
}

function readEtcdCluster(etcdCluster: Branch): EtcdClusterSpec {
  return {
    name: named(etcdCluster),
    version: bareVersion(etcdCluster.field('version').text()),
    members: etcdCluster.field('etcdMembers').items().map(readMember),
    backupStore: etcdCluster.field('backups').field('backupStore').text(),
    backupInterval: etcdCluster.field('manager').field('backupInterval').text(),
  };
}

function readMember(member: Branch): EtcdMemberSpec {
  return {
    name: named(member),
    instanceGroup: member.field('instanceGroup').text(),
    encrypted: member.field('encryptedVolume').flag(),
  };
}

function readSubnet(subnet: Branch): SubnetSpec {
  return { name: named(subnet), zone: subnet.field('zone').text(), type: subnet.field('type').text() };
}

function readInstanceGroup(group: Branch): InstanceGroupSpec {
  const spec = group.field('spec');
  const role = spec.field('role').text();
  return {
    name: named(group.field('metadata')),
    role: role === 'Master' ? 'ControlPlane' : role,
    subnets: spec.field('subnets').texts(),
    minSize: spec.field('minSize').wholeNumber(),
    maxSize: spec.field('maxSize').wholeNumber(),
    image: spec.field('image').text(),
  };
}

function named(branch: Branch): string {
  const name = branch.field('name');
  if (name.isAbsent) name.problem('is missing');
  return name.text();
}

function bareVersion(version: string): string {
  return version.replace(/^v/, '');
}
