/** What a snapshot's accounts have beside zones and load balancers: keys; roles, the account's own and those that others lend. */

import type { EmulatedKey } from '../../emulator/types.ts';
import { aliasesOf } from '../../snapshot/aliased-key.ts';
import type { Place } from '../../snapshot/file-kind.ts';
import { ATTACHED_POLICIES, MANAGED_POLICY, ROLE, ROLE_POLICY } from '../../snapshot/kinds/iam.ts';
import { GRANTS, KEY, KEY_ALIASES, KEY_POLICY, ROTATION } from '../../snapshot/kinds/kms.ts';
import { ACCOUNT_SETTINGS } from '../../snapshot/kinds/lambda.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { LentRole } from '../../stage/accounts.ts';

/** With who may use them. */
export function keysOf(snapshot: Snapshot): readonly EmulatedKey[] {
  return snapshot.all(KEY).map(({ content: { KeyMetadata }, ...place }) => ({
    ...KeyMetadata,
    Policy: snapshot.find(KEY_POLICY, place)?.Policy,
    Grants: snapshot.find(GRANTS, place)?.Grants,
    KeyRotationEnabled: snapshot.find(ROTATION, place)?.KeyRotationEnabled,
    Aliases: aliasesIn(snapshot, place, KeyMetadata.KeyId),
  }));
}

function aliasesIn(snapshot: Snapshot, place: Place, keyId: string): readonly string[] | undefined {
  const listed = snapshot.find(KEY_ALIASES, place);
  return listed && aliasesOf(keyId, listed);
}

/** What every account has. Source: "Lambda quotas" in its developer guide. */
const USUAL = { all: 1000, unreserved: 1000 };

/** How many functions may run at once. @param place account and region */
export function limitIn(
  snapshot: Snapshot,
  place: Place,
): { readonly all: number; readonly unreserved: number } {
  const limit = snapshot.find(ACCOUNT_SETTINGS, place)?.AccountLimit;
  if (!limit) return USUAL;
  return { all: limit.ConcurrentExecutions, unreserved: limit.UnreservedConcurrentExecutions };
}

/** @param home the account that they are lent to */
export function lentRolesOf(snapshot: Snapshot, home: string): readonly LentRole[] {
  return rolesOf(snapshot).filter(({ arn }) => accountOf(arn) !== home);
}

function accountOf(arn: string): string {
  return arn.split(':')[4] ?? '';
}

/** Of all accounts. */
export function rolesOf(snapshot: Snapshot): readonly LentRole[] {
  return snapshot.all(ROLE).map(({ account, names = [], content: { Role } }) => ({
    arn: Role.Arn,
    trust: documentIn(Role.AssumeRolePolicyDocument),
    policies: [
      ...snapshot
        .all(ROLE_POLICY)
        .filter((policy) => policy.account === account && policy.names?.[0] === names[0])
        .map(({ content }) => ({ name: content.PolicyName, document: documentIn(content.PolicyDocument) })),
      ...attachedTo(snapshot, { account, names }),
    ],
  }));
}

/** Of the policies that a role shares with others, the versions that count. @param role its place */
function attachedTo(snapshot: Snapshot, role: Place): LentRole['policies'] {
  const attached = snapshot.find(ATTACHED_POLICIES, role)?.AttachedPolicies ?? [];
  return attached.flatMap(({ PolicyName }) =>
    snapshot
      .all(MANAGED_POLICY)
      .filter(({ account, names, content }) => {
        const isIt = account === role.account && names?.[0] === PolicyName;
        return isIt && content.PolicyVersion.IsDefaultVersion;
      })
      .map(({ content }) => ({ name: PolicyName, document: documentIn(content.PolicyVersion.Document) })),
  );
}

/** Text to AWS; the CLI prints the JSON in it. */
function documentIn(policy: unknown): object {
  const document: unknown = typeof policy === 'string' ? JSON.parse(policy) : policy;
  return document as object;
}
