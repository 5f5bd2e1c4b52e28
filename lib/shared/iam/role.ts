import { type IRole, PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from './acknowledge.ts';
import type { Grant } from './common.ts';

export interface RoleFor {
  /** The service that acts by the role, e.g. `lambda`. */
  readonly service: 'lambda' | 'states' | 'events';
  readonly description: string;
  /** Name of its one policy. */
  readonly policy: string;
  readonly grants: readonly Grant[];
}

/** A role that may do what it is granted here, in one policy; CDK adds nothing to it. */
export function roleFor(scope: Construct, { service, description, policy, grants }: RoleFor): IRole {
  const role = new Role(scope, 'Role', {
    description,
    assumedBy: new ServicePrincipal(`${service}.amazonaws.com`),
    inlinePolicies: {
      [policy]: new PolicyDocument({ statements: grants.map(({ statement }) => statement) }),
    },
  });
  acknowledgeWildcards(role, grants);
  return role.withoutPolicyUpdates();
}
