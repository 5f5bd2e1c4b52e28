/**
 * How much IAM lets a role have; white space isn't counted.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */

/** Characters of all inline policies of a role together. */
export const INLINE_POLICY_LIMIT = 10_240;

/** Characters of a customer managed policy. */
export const MANAGED_POLICY_LIMIT = 6_144;

/** Managed policies that a role may have where nobody has raised the account's quota. */
export const ATTACHED_POLICIES_LIMIT = 10;
