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
  /** The objects of the state store in which a cluster or an instance group was found. */
  readonly sources: ReadonlySet<string>;
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
  const groups = ofKind(parts, 'InstanceGroup');
  const instanceGroups = allNamed(groups, readInstanceGroup);
  for (const other of clusters.slice(1)) other.problem('is a second cluster');
  const [cluster] = clusters;
  const sources = new Set([...clusters, ...groups].map(({ source }) => source));
  return { spec: cluster && readCluster(cluster, instanceGroups), misfits, sources };
}

/** A list's items stand for themselves; a document with nothing in it is none. */
function partsOf(document: Branch): readonly Branch[] {
  if (document.isAbsent) return [];
  const items = document.field('items');
  return items.isAbsent ? [document] : items.items();
}

function ofKind(parts: readonly Branch[], kind: string): readonly Branch[] {
  return parts.filter((part) =>
    isUntyped(part) ? kind === 'Cluster' : part.field('kind').text() === kind && isKnownVersion(part),
  );
}

/** Until 1.21 kops wrote what is in effect without a version and a kind. Source: kops, pull request 9229. */
function isUntyped(part: Branch): boolean {
  return part.source === 'cluster.spec' && part.field('kind').isAbsent && part.field('apiVersion').isAbsent;
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
  const metadata = cluster.field('metadata');
  const networking = spec.field('networking');
  const api = spec.field('api');
  return {
    // With a capital letter until kops 1.5.
    name: Branch.oneOf(metadata.field('name'), metadata.field('Name')).text(),
    kubernetesVersion: bareVersion(spec.field('kubernetesVersion').text()),
    etcdClusters: readEtcdClusters(spec.field('etcdClusters')),
    authorization: readAuthorization(spec.field('authorization')),
    authorizationMode: spec.field('kubeAPIServer').field('authorizationMode').text(),
    // `adminAccess` was for both until kops 1.5.
    sshAccess: readAccess(Branch.oneOf(spec.field('sshAccess'), spec.field('adminAccess'))),
    apiAccess: readAccess(
      Branch.oneOf(
        api.field('access'),
        // Until v1alpha3 had the first; the next in v1alpha2.
        spec.field('kubernetesAPIAccess'),
        spec.field('kubernetesApiAccess'),
        spec.field('adminAccess'),
      ),
    ),
    subnets: allNamed(Branch.oneOf(networking.field('subnets'), spec.field('subnets')).items(), readSubnet),
    hasApiLoadBalancer: readBalanced(api, Branch.oneOf(networking.field('topology'), spec.field('topology'))),
    containerdVersion: bareVersion(spec.field('containerd').field('version').text()),
    instanceGroups,
  };
}

function readAuthorization(authorization: Branch): ClusterSpec['authorization'] {
  if (!authorization.field('alwaysAllow').isAbsent) return 'always-allow';
  return authorization.field('rbac').isAbsent ? 'default' : 'rbac';
}

/** Where `api` says neither, kops goes by the topology. Source: kops, `pkg/apis/kops/v1alpha2/defaults.go`. */
function readBalanced(api: Branch, topology: Branch): boolean | undefined {
  if (!api.field('loadBalancer').isAbsent) return true;
  if (!api.field('dns').isAbsent) return false;
  const masters = Branch.oneOf(topology.field('controlPlane'), topology.field('masters')).text();
  return masters === 'private' ? true : masters === 'public' ? false : undefined;
}

function readAccess(access: Branch): Access {
  return access.isAbsent ? undefined : access.texts();
}

function readEtcdClusters(etcdClusters: Branch): readonly EtcdClusterSpec[] {
  const items = etcdClusters.items();
  if (items.length <= MOST_ETCD_CLUSTERS) return allNamed(items, readEtcdCluster);
  etcdClusters.problem(`has ${items.length} etcd clusters; kops knows four`);
  return [];
}

function readEtcdCluster(etcdCluster: Branch): EtcdClusterSpec {
  return {
    name: named(etcdCluster),
    version: bareVersion(etcdCluster.field('version').text()),
    members: allNamed(etcdCluster.field('etcdMembers').items(), readMember),
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
  const role = said(spec.field('role'));
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
  return said(branch.field('name'));
}

function said(branch: Branch): string {
  if (branch.isAbsent) branch.problem('is missing');
  return branch.text();
}

/** A name that two of them have is a problem. */
function allNamed<T extends { readonly name: string }>(
  items: readonly Branch[],
  read: (item: Branch) => T,
): readonly T[] {
  const names = new Set<string>();
  return items.map((item) => {
    const value = read(item);
    if (value.name !== '' && names.has(value.name)) item.problem(`is another ${JSON.stringify(value.name)}`);
    names.add(value.name);
    return value;
  });
}

function bareVersion(version: string): string {
  return version.replace(/^v/, '');
}
