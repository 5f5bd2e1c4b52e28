/** What is known beforehand of the requests that a role will make. */
import { partitionOf } from '../../../shared/contract/regions.ts';
import type { Context, Role } from './policy.ts';

/** Of every request: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export function contextOf({ arn, account }: Role): Context {
  return {
    'aws:principalarn': [arn],
    'aws:principalaccount': [account],
    'aws:principaltype': ['AssumedRole'],
    'aws:principalisawsservice': ['false'],
    'aws:securetransport': ['true'],
  };
}

/** Services that use keys for whoever asks them, by their endpoints' names. */
export type KeyUser = 'ec2' | 's3' | 'ssm' | 'secretsmanager';

/** A grant that a service makes for itself, as EC2 does to attach a volume. */
export const FOR_AWS: Context = { 'kms:grantisforawsresource': ['true'] };

/**
 * Of a use of a key that a service makes for the role. Source: "Condition keys for AWS KMS",
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 * @param encryption what the service binds to what it encrypts, where that is known
 */
export function throughService(
  role: Role,
  service: KeyUser,
  region: string,
  encryption?: Readonly<Record<string, string>>,
): Context {
  const domain = partitionOf(region)?.domainSuffix ?? 'amazonaws.com';
  const bound = Object.entries(encryption ?? {}).map(
    ([key, value]) => [`kms:encryptioncontext:${key.toLowerCase()}`, [value]] as const,
  );
  return {
    ...contextOf(role),
    'kms:calleraccount': [role.account],
    // Only a grant has it.
    'kms:grantisforawsresource': [],
    'kms:viaservice': [`${service}.${region}.${domain}`],
    ...Object.fromEntries(bound),
    ...(encryption && { 'kms:encryptioncontextkeys': Object.keys(encryption) }),
  };
}
