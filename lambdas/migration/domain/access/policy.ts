/** A resource's policy, as IAM's grammar has it: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */

export interface Statement {
  /** '' where it has none. */
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principals: Principals;
  readonly actions: Listed;
  readonly resources: Listed;
  readonly conditions: readonly Condition[];
}

/** `negated`: all but these (`NotAction`, `NotResource`, `NotPrincipal`). */
export interface Listed {
  readonly negated: boolean;
  readonly patterns: readonly string[];
}

export interface Principals {
  readonly negated: boolean;
  /** `*`, ARNs, account numbers. Services and federated identities are left out: they are no role. */
  readonly aws: readonly string[];
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** One thing that a role would do. */
export interface AccessRequest {
  readonly role: Role;
  /** `kms:Decrypt` */
  readonly action: string;
  /** ARN. */
  readonly resource: string;
  readonly context: Context;
}

export interface Role {
  readonly arn: string;
  readonly account: string;
}

/**
 * Condition keys in lower case, with the values that the request will have; none: it won't have the key. What isn't listed is
 * known only when somebody makes the request.
 */
export type Context = Readonly<Record<string, readonly string[]>>;

/** The key that has the region of a request. */
export const REQUESTED_REGION = 'aws:requestedregion';

export function roleOf(arn: string): Role {
  return { arn, account: accountIn(arn) };
}

/** The role's name, without its path. */
export function roleName(arn: string): string {
  return arn.split('/').at(-1) ?? '';
}

/** Whose a resource is; '' where its ARN doesn't say, as a bucket's. */
export function accountIn(arn: string): string {
  return arn.split(':')[4] ?? '';
}
