/** Keys, credentials, and the roles that use them. */

import { DESCRIBE_PARAMETERS, GET_SECRET_POLICY, LIST_SECRETS } from '../calls/credentials.ts';
import {
  DESCRIBE_KEY,
  FIND_KEY,
  GET_KEY_POLICY,
  GET_ROTATION,
  LIST_ALIASES,
  LIST_GRANTS,
} from '../calls/keys.ts';
import {
  GET_POLICY,
  GET_POLICY_VERSION,
  GET_ROLE,
  GET_ROLE_POLICY,
  LIST_ATTACHED,
  LIST_ROLE_POLICIES,
} from '../calls/roles.ts';
import { one, type Source } from '../source/source.ts';
import {
  type AccountWanted,
  hasCredentials,
  keysIn,
  parametersIn,
  type RegionWanted,
  rolesIn,
  secretsIn,
} from '../wanted/wanted.ts';
import { askedOfEach, pieces } from './in-pieces.ts';
import type { Part } from './part.ts';

export const KEYS: Part = {
  calls: [DESCRIBE_KEY, FIND_KEY, GET_KEY_POLICY, LIST_GRANTS, GET_ROTATION, LIST_ALIASES],
  isIn: ({ regions }) => regions.some(hasKeys),
};
export const ROLES: Part = {
  calls: [GET_ROLE, LIST_ROLE_POLICIES, GET_ROLE_POLICY, LIST_ATTACHED, GET_POLICY, GET_POLICY_VERSION],
  isIn: (account) => rolesIn(account).length > 0,
};
export const STORED_SECRETS: Part = {
  calls: [LIST_SECRETS, GET_SECRET_POLICY],
  isIn: ({ regions }) => regions.some(hasSecrets),
};
export const STORED_PARAMETERS: Part = {
  calls: [DESCRIBE_PARAMETERS],
  isIn: ({ regions }) => regions.some(hasParameters),
};

type Where = Pick<RegionWanted, 'account' | 'region'>;

export async function takeCredentials(region: RegionWanted, source: Source): Promise<void> {
  const where = { account: region.account, region: region.region };
  const keys = [
    ...keysIn(region),
    ...(hasSecrets(region) ? await takeSecrets(region, source) : []),
    ...(hasParameters(region) ? await takeParameters(region, source) : []),
  ];
  // AWS's own need no look: everybody of the account may use them.
  const own = keys.filter((key) => !/(^|:)alias\/aws\//.test(key));
  if (hasKeys(region)) for (const key of new Set(own)) await takeKey(where, source, key);
}

/** @param key its id or ARN, or those of an alias */
async function takeKey(where: Where, source: Source, key: string): Promise<void> {
  const isAlias = /(^|:)alias\//.test(key);
  const found = isAlias ? (await source.list(FIND_KEY, where, { KeyId: key }))?.KeyMetadata.Arn : key;
  if (found === undefined) return;
  const at = { ...where, names: [found.replace(/^.*:key\//, '')] };
  const input = { KeyId: found };
  const described = await one(source, DESCRIBE_KEY, at, input);
  // Only the account that a key is of may look into it.
  const owner = found.startsWith('arn:') ? found.split(':')[4] : where.account;
  if (!described || owner !== where.account) return;
  for (const call of [GET_KEY_POLICY, LIST_GRANTS, GET_ROTATION, LIST_ALIASES] as const)
    await one<{ readonly KeyId: string }, object>(source, call, at, input);
}

/** @returns the keys that they are encrypted with */
async function takeSecrets(region: RegionWanted, source: Source): Promise<readonly string[]> {
  const where = { account: region.account, region: region.region };
  const { names, prefixes } = secretsIn(region);
  const isWanted = (name: string): boolean =>
    names.includes(name) || prefixes.some((prefix) => name.startsWith(prefix));
  const listed = await source.file(LIST_SECRETS, where, async (ask) => {
    const questions = [...names, ...prefixes].map((prefix) => ({ prefix }));
    const { SecretList } = await askedOfEach(ask, questions, { SecretList: [] });
    const byName = new Map(SecretList.map((secret) => [secret.Name, secret]));
    return { SecretList: [...byName.values()].filter(({ Name }) => isWanted(Name)) };
  });
  const found = listed?.SecretList ?? [];
  // A file can't be named by a name with a slash.
  for (const { Name, ARN } of found)
    if (!Name.includes('/'))
      await one(source, GET_SECRET_POLICY, { ...where, names: [Name] }, { SecretId: ARN ?? Name });
  return found.flatMap(({ KmsKeyId }) => KmsKeyId ?? []);
}

/** Names that one filter may have. Source: DescribeParameters, ParameterStringFilter. */
const MOST_NAMES = 50;

/** @returns the keys that they are encrypted with */
async function takeParameters(region: RegionWanted, source: Source): Promise<readonly string[]> {
  const where = { account: region.account, region: region.region };
  const { names, paths } = parametersIn(region);
  const described = await source.file(DESCRIBE_PARAMETERS, where, (ask) => {
    const filters = [
      ...pieces(names, MOST_NAMES).map((Values) => ({ Key: 'Name', Option: 'Equals', Values })),
      ...paths.map((path) => ({ Key: 'Path', Option: 'Recursive', Values: [withoutLastSlash(path)] })),
    ];
    const questions = filters.map((filter) => ({ ParameterFilters: [filter] }));
    return askedOfEach(ask, questions, { Parameters: [] });
  });
  return (described?.Parameters ?? []).flatMap(({ KeyId }) => KeyId ?? []);
}

/** As the filter takes a path. */
function withoutLastSlash(path: string): string {
  return path.length > 1 ? path.replace(/\/$/, '') : path;
}

/** With all that they may do. */
export async function takeRoles(wanted: AccountWanted, source: Source): Promise<void> {
  const { account } = wanted;
  for (const arn of rolesIn(wanted)) {
    const RoleName = arn.replace(/^.*\//, '');
    const at = { account, names: [RoleName] };
    const role = await one(source, GET_ROLE, at, { RoleName });
    if (!role) continue;
    const policies = await source.list(LIST_ROLE_POLICIES, { account }, { RoleName });
    for (const PolicyName of policies?.PolicyNames ?? [])
      await one(
        source,
        GET_ROLE_POLICY,
        { account, names: [RoleName, PolicyName] },
        { RoleName, PolicyName },
      );
    const attached = await one(source, LIST_ATTACHED, at, { RoleName });
    for (const { PolicyName, PolicyArn } of attached?.AttachedPolicies ?? []) {
      const policy = await source.list(GET_POLICY, { account }, { PolicyArn });
      const VersionId = policy?.Policy.DefaultVersionId;
      if (VersionId === undefined) continue;
      const names = [PolicyName, VersionId];
      await one(source, GET_POLICY_VERSION, { account, names }, { PolicyArn, VersionId });
    }
  }
}

/** Secrets and parameters may be encrypted with any. */
function hasKeys(region: RegionWanted): boolean {
  return keysIn(region).length > 0 || hasCredentials(region);
}

function hasSecrets(region: RegionWanted): boolean {
  const { names, prefixes } = secretsIn(region);
  return names.length + prefixes.length > 0;
}

function hasParameters(region: RegionWanted): boolean {
  const { names, paths } = parametersIn(region);
  return names.length + paths.length > 0;
}
