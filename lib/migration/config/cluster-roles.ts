/** The roles under which the cluster works: those of its nodes, or of its service accounts. */
import type { ClusterSettings } from '../../../lambdas/migration/contract/settings.ts';
import { partitionOf } from '../../../lambdas/shared/contract/regions.ts';
import type { Home } from '../../shared/config/arn.ts';
import { readEach } from '../../shared/config/lists.ts';
import { type Place, textAttribute } from '../../shared/config/place.ts';
import { readTextOrToken } from '../../shared/config/values.ts';

const ROLE = /^arn:(aws[a-z-]*):iam::\d{12}:role\/[\w+=,.@/-]+$/;
const WHAT = "a role's ARN";
const EXAMPLE = "'arn:aws:iam::111122223333:role/nodes.k8s.example.com'";

/** ARNs, tokens for them, or CDK roles; at least one. Left out: the role of the cluster's nodes. */
export function readClusterRoles(place: Place, home: Home, cluster: ClusterSettings | undefined): string[] {
  if (place.isLeftOut && cluster) return rolesOf(['nodes'], cluster, home);
  if (place.isLeftOut) {
    place.problem(
      "a list of 1 to 20, each a role's ARN; only with `cluster` it may be left out, for the role of its nodes",
      `roles: [${EXAMPLE}], or beside it cluster: { name: 'k8s.example.com' }`,
    );
    return [];
  }
  return readEach(place, {
    of: WHAT,
    atLeast: 1,
    atMost: 20,
    example: `roles: [${EXAMPLE}]`,
    read: (at) => readClusterRole(at, home),
    keyOf: String,
    each: 'each role',
  });
}

/** Left out: the roles of the cluster's masters and nodes; none without a cluster. */
export function readKeyRoles(
  place: Place | undefined,
  home: Home,
  cluster: ClusterSettings | undefined,
): string[] {
  if (place && !place.isLeftOut) return readClusterRoles(place, home, undefined);
  return cluster ? rolesOf(['masters', 'nodes'], cluster, home) : [];
}

/** As kops names them: `PerRoleIAMName` in pkg/model/names.go. */
function rolesOf(
  kinds: readonly ('masters' | 'nodes')[],
  { name }: ClusterSettings,
  { account, region }: Home,
): string[] {
  if (!account || !region) return [];
  return kinds.map(
    (kind) => `arn:${partitionOf(region)?.name ?? 'aws'}:iam::${account}:role/${kind}.${name}`,
  );
}

function readClusterRole(place: Place, { region }: Home): string | undefined {
  const at = place.with(textAttribute(place.value, 'roleArn') ?? place.value);
  const text = readTextOrToken(at, { what: WHAT, example: `${EXAMPLE}, for example` });
  if (text === undefined || at.isToken) return text;
  const [, partition] = ROLE.exec(text) ?? [];
  if (partition === undefined) return place.problem(WHAT, `${EXAMPLE}, for example`);
  const expected = region && partitionOf(region)?.name;
  if (!expected || partition === expected) return text;
  return place.problem(
    `${WHAT} in the partition of ${region}, ${expected}`,
    `'${text.replace(`arn:${partition}:`, `arn:${expected}:`)}'`,
  );
}
