import { Stack } from 'aws-cdk-lib';
import { type Conditions, type IRole, PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from './acknowledge.ts';
import type { Grant } from './common.ts';
import { INLINE_POLICY_LIMIT } from './policy-limits.ts';

export interface RoleFor {
  /** The service that acts by the role, e.g. `lambda`. */
  readonly service: 'lambda' | 'states' | 'events' | 'scheduler';
  readonly description: string;
  /** Name of its own policy. */
  readonly policy: string;
  readonly grants: readonly Grant[];
}

/** A role that may do what it is granted here, in a policy of its own and in shared ones; CDK adds nothing to it. */
export function roleFor(scope: Construct, { service, description, policy, grants }: RoleFor): IRole {
  const own = grants.filter((grant) => 'statement' in grant);
  const document = new PolicyDocument({ statements: own.map(({ statement }) => statement) });
  const role = new Role(scope, 'Role', {
    description,
    assumedBy: new ServicePrincipal(`${service}.amazonaws.com`, {
      conditions: forThisAccount(service, Stack.of(scope).account),
    }),
    inlinePolicies: { [policy]: document },
    managedPolicies: grants.flatMap((grant) => ('shared' in grant ? [grant.shared] : [])),
  });
  role.node.addValidation({ validate: () => tooLarge(role, description, document) });
  acknowledgeWildcards(role, own);
  return role.withoutPolicyUpdates();
}

/**
 * The service acts by the role for this account alone. Step Functions, EventBridge and its Scheduler promise to say for whom they act
 * (https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html,
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html,
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html). Of execution roles
 * Lambda's guide promises nothing: where it doesn't say, a plain condition would stop every function. It takes no role of
 * another account anyway (docs/adr/0020-what-aws-leaves-open.md).
 */
function forThisAccount(service: RoleFor['service'], account: string): Conditions {
  const operator = service === 'lambda' ? 'StringEqualsIfExists' : 'StringEquals';
  return { [operator]: { 'aws:SourceAccount': account } };
}

/** IAM would refuse it only while the stack is deployed. What is a reference here may be some characters more there. */
function tooLarge(role: Role, description: string, document: PolicyDocument): string[] {
  const size = JSON.stringify(Stack.of(role).resolve(document)).length;
  if (size <= INLINE_POLICY_LIMIT) return [];
  return [
    `${description}: its policy has ${size} characters, and IAM takes ${INLINE_POLICY_LIMIT}. Configure fewer of the resources that it names, or divide them between two stacks.`,
  ];
}
