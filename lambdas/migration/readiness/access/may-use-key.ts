/** Whether a role may use a key: reads what decides about it. */
import { onceEach } from '../../../shared/domain/once-each.ts';
import { mayAccess, type Verdict } from '../../domain/access/may.ts';
import { type AccessRequest, accountIn } from '../../domain/access/policy.ts';
import type { KeyAnswer, KeyRights } from '../../ports/keys.ts';
import type { OwnPoliciesSource } from '../../ports/own-policies.ts';

export interface AccessPorts {
  readonly keys: KeyRights;
  readonly ownPolicies: OwnPoliciesSource;
}

/** The same, reading each policy and the grants to each role once, for a check that asks about many things. */
export function rightsOnce(keys: KeyRights): KeyRights {
  return {
    policyOf: onceEach((arn) => keys.policyOf(arn)),
    grantsTo: onceEach((arn, role) => keys.grantsTo(arn, role)),
  };
}

/** The policy and the grants of the key are read once for all requests of a role. @throws what could not be read */
export async function keyAccess(
  key: string,
  role: string,
  { keys, ownPolicies }: AccessPorts,
): Promise<(request: AccessRequest) => Promise<Verdict>> {
  const isForeign = accountIn(key) !== accountIn(role);
  const [policy, grants] = await Promise.all([
    isForeign ? undefined : keys.policyOf(key),
    keys.grantsTo(key, role),
  ]);
  const rights = {
    policy: policy && answered(policy),
    // Another account mostly doesn't show them.
    grants: isForeign && !grants.answered ? ('hidden' as const) : answered(grants),
    leaveNeeded: true,
  };
  return async (request) => mayAccess({ ...rights, request, own: await ownPolicies.ask(request) });
}

function answered<T>(answer: KeyAnswer<T>): T {
  if (answer.answered) return answer.value;
  throw new Error(answer.message);
}
