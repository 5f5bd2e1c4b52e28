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
import { joined } from './in-pieces.ts';
import type { Part } from './part.ts';

export const KEYS: Part = {
  calls: [DESCRIBE_KEY, FIND_KEY, GET_KEY_POLICY, LIST_GRANTS, GET_ROTATION, LIST_ALIASES],
  isIn: ({ regions }) => regions.some((region) => keysIn(region).length > 0 || hasCredentials(region)),
};
export const ROLES: Part = {
  calls: [GET_ROLE, LIST_ROLE_POLICIES, GET_ROLE_POLICY, LIST_ATTACHED, GET_POLICY, GET_POLICY_VERSION],
  isIn: (account) => rolesIn(account).length > 0,
};
export const STORED_SECRETS: Part = {
  calls: [LIST_SECRETS, GET_SECRET_POLICY],
  isIn: ({ regions }) => regions.some((region) => hasSecrets(region)),
};
export const STORED_PARAMETERS: Part = {
  calls: [DESCRIBE_PARAMETERS],
  isIn: ({ regions }) => regions.some((region) => hasParameters(region)),
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
  if (KEYS.isIn({ regions: [region] } as unknown as AccountWanted))
    for (const key of new Set(own)) await takeKey(where, source, key);
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
    await source.file<{ readonly KeyId: string }, object>(call, at, (ask) => ask(input));
}

/** @returns the keys that they are encrypted with */
async function takeSecrets(region: RegionWanted, source: Source): Promise<readonly string[]> {
  const where = { account: region.account, region: region.region };
  const { names, prefixes } = secretsIn(region);
  const isWanted = (name: string): boolean =>
    names.includes(name) || prefixes.some((prefix) => name.startsWith(prefix));
  const listed = await source.file(LIST_SECRETS, where, async (ask) => {
    const answers: object[] = [{ SecretList: [] }];
    for (const prefix of [...names, ...prefixes]) answers.push((await ask({ prefix })) ?? {});
    const { SecretList } = joined<{ SecretList: { Name: string }[] }>(answers);
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
  const described = await source.file(DESCRIBE_PARAMETERS, where, async (ask) => {
    const answers: object[] = [{ Parameters: [] }];
    for (let i = 0; i < names.length; i += MOST_NAMES) {
      const Values = names.slice(i, i + MOST_NAMES);
      answers.push((await ask({ ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values }] })) ?? {});
    }
    for (const path of paths) {
      // The filter takes a path without the slash at its end.
      const Values = [path.length > 1 ? path.replace(/\/$/, '') : path];
      answers.push((await ask({ ParameterFilters: [{ Key: 'Path', Option: 'Recursive', Values }] })) ?? {});
    }
    return joined(answers);
  });
  return (described?.Parameters ?? []).flatMap(({ KeyId }) => KeyId ?? []);
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

function hasSecrets(region: RegionWanted): boolean {
  const { names, prefixes } = secretsIn(region);
  return names.length + prefixes.length > 0;
}

function hasParameters(region: RegionWanted): boolean {
  const { names, paths } = parametersIn(region);
  return names.length + paths.length > 0;
}
