import type { Finding } from '../../contract/findings.ts';
import { type ClusterSpec, isMasterGroup, type SubnetSpec } from '../../domain/kops/cluster-spec.ts';
import { compareVersions, versionIn } from '../../domain/kops/version.ts';
import { judgeAccess, type KnownOfAccess } from './judge-access.ts';
import { ENCRYPT, notes } from './notes.ts';

/** From this kops on, a specification that says nothing means RBAC; before it, that everything is allowed. */
const RBAC_BY_DEFAULT = { major: 1, minor: 36 };

/** How the cluster is closed against others, as its specification says: etcd's volumes, RBAC, SSH, the API, the masters' subnets. */
export function judgeSecurity(
  spec: ClusterSpec,
  kopsVersion: string,
  known: KnownOfAccess = { groups: false, lists: [] },
): readonly Finding[] {
  return [
    ...judgeEncryption(spec),
    judgeAuthorization(spec, kopsVersion),
    ...judgeAccess(spec, known),
    ...judgeTopology(spec),
  ];
}

function judgeEncryption({ etcdClusters }: ClusterSpec): readonly Finding[] {
  const why =
    'etcd has every Secret of the cluster. Whoever gets an unencrypted volume or its snapshot can read them.';
  // That one has no members is another finding.
  const withMembers = etcdClusters.filter(({ members }) => members.length > 0);
  return withMembers.map(({ name, members }) => {
    const plain = members.filter(({ encrypted }) => !encrypted).map((member) => member.name);
    if (plain.length === 0)
      return notes.pass(name, 'etcd-encryption-on', {
        seen: 'All its members have `encryptedVolume: true`.',
        why,
      });
    return notes.fail(name, 'etcd-encryption-off', {
      seen: `Its members ${plain.join(', ')} have no \`encryptedVolume: true\`.`,
      why,
      toDo: ENCRYPT,
    });
  });
}

/** `authorization` decides; where kops has filled in how it starts the API server, both say the same. */
function judgeAuthorization(
  { name, authorization, authorizationMode }: ClusterSpec,
  kopsVersion: string,
): Finding {
  const modes = authorizationMode.split(',').map((mode) => mode.trim());
  const mode = `\`kubeAPIServer.authorizationMode\` is \`${authorizationMode}\``;
  const isAllowed = modes.includes('AlwaysAllow');
  const why = 'Without RBAC every workload may do everything in the cluster, and read every Secret.';
  const toDo = 'Set `authorization: { rbac: {} }`, run `kops update cluster --yes`, and roll the masters.';
  if (authorization === 'always-allow') {
    const seen = `\`authorization.alwaysAllow\` is set${isAllowed ? `, and ${mode}` : ''}.`;
    return notes.fail(name, 'rbac-off', { seen, why, toDo });
  }
  if (isAllowed)
    return notes.fail(name, 'rbac-off', {
      seen: `${mode}: what no other mode decides, AlwaysAllow allows.`,
      why,
      toDo: 'Take AlwaysAllow out of `kubeAPIServer.authorizationMode` (`kops edit cluster`), or remove the field: kops sets `Node,RBAC`. Then run `kops update cluster --yes`, and roll the masters.',
    });
  if (authorization === 'rbac') {
    if (authorizationMode === '' || modes.includes('RBAC'))
      return notes.pass(name, 'rbac-on', { seen: 'RBAC is set.', why });
    return notes.fail(name, 'rbac-unknown', {
      seen: `\`authorization.rbac\` is set, and ${mode}: without RBAC.`,
      why,
      toDo: 'Remove `kubeAPIServer.authorizationMode` (`kops edit cluster`): kops sets `Node,RBAC`. Then run `kops update cluster --yes`, and roll the masters.',
    });
  }
  const kops = versionIn(kopsVersion);
  if (!kops) {
    const seen = '`authorization` is not set, so it depends on the version of kops, which is unknown.';
    return notes.fail(name, 'rbac-unknown', { seen, why, toDo });
  }
  const isOn = compareVersions(kops, RBAC_BY_DEFAULT) >= 0;
  const seen = `\`authorization\` is not set, which kops ${kopsVersion} takes for ${isOn ? 'RBAC' : '`alwaysAllow`'}.`;
  return isOn
    ? notes.pass(name, 'rbac-on', { seen, why })
    : notes.fail(name, 'rbac-off', { seen, why, toDo });
}

/**
 * Only the types of the subnets count: `topology.masters` is obsolete. Subnets that the specification lacks are neither public nor
 * private: that the masters are in no zone that is known is another finding, and so is that there is no group of masters.
 */
function judgeTopology(spec: ClusterSpec): readonly Finding[] {
  const why =
    'An instance with a public address can be reached from the internet as far as its security groups let.';
  const { named, found } = mastersSubnets(spec);
  const inWords = (subnets: readonly SubnetSpec[]): string =>
    subnets.map(({ name, type }) => `${name} (${type || 'no type, so Public'})`).join(', ');
  const open = found.filter(isPublic);
  if (open.length > 0)
    return [
      notes.fail(spec.name, 'topology-public', {
        seen: `The masters are in ${inWords(open)}.`,
        why,
        toDo: 'Put the masters into private subnets: kops, "Changing the topology of the API server". It replaces the masters.',
      }),
    ];
  if (found.length === 0 || found.length < named.length) return [];
  const seen = `The masters are in private subnets: ${inWords(found)}.`;
  return [notes.pass(spec.name, 'topology-private', { seen, why })];
}

function isPublic({ type }: SubnetSpec): boolean {
  return type !== 'Private' && type !== 'DualStack';
}

/** Whether any of its masters is meant to be in a subnet that isn't private. */
export function isSpecifiedPublic(spec: ClusterSpec): boolean {
  return mastersSubnets(spec).found.some(isPublic);
}

function mastersSubnets({ instanceGroups, subnets }: ClusterSpec) {
  const masters = instanceGroups.filter(isMasterGroup);
  const named = [...new Set(masters.flatMap((group) => group.subnets))].toSorted();
  return { named, found: named.flatMap((name) => subnets.find((subnet) => subnet.name === name) ?? []) };
}
