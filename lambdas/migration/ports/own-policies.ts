import type { OwnPolicies } from '../domain/access/may.ts';
import type { AccessRequest } from '../domain/access/policy.ts';

/** What IAM says of a role's own policies. */
export interface OwnPoliciesSource {
  /** @throws the service's error, also if there is no such role */
  ask(request: AccessRequest): Promise<OwnPolicies>;
}
