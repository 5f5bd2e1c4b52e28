import type { Statement } from '../domain/access/policy.ts';

/** A parameter or a secret, as its service lists it: everything but the value. */
export interface StoredCredential {
  readonly name: string;
  readonly arn: string;
  /** As the service has it: id, ARN or alias of a KMS key; '' where the value isn't encrypted. */
  readonly key: string;
  /** When it was scheduled for deletion, ISO 8601; '' when it isn't. */
  readonly deletionAt: string;
  /** False: it has no current version, so there is nothing to read. */
  readonly hasValue: boolean;
}

/** What one service keeps. It gives away no value. */
export interface CredentialStore {
  /** Those of these names that exist. */
  named(names: readonly string[]): Promise<readonly StoredCredential[]>;
  /** All whose names begin so. */
  below(prefix: string): Promise<readonly StoredCredential[]>;
  /** Its own policy; nothing where it has none. */
  policyOf(credential: StoredCredential): Promise<readonly Statement[]>;
}
