import type { ApiAccess } from '../../../lambdas/shared/contract/api-access.ts';
import { allow, type OwnGrant } from './common.ts';

/** @param keyArn of the key that the secret is encrypted with, where it is not the one that AWS manages */
export function readTokenOf({ tokenSecretArn }: ApiAccess, keyArn: string | undefined): OwnGrant[] {
  return [
    ...allow(['secretsmanager:GetSecretValue'], tokenArns(tokenSecretArn)),
    ...allow(['kms:Decrypt'], keyArn === undefined ? [] : [keyArn]),
  ];
}

/**
 * An ARN without its random end, a hyphen and six characters, names the secret all the same; a policy must leave room for
 * the end. Whether what looks like one is the random end or part of the secret's name is unknown. An ARN that is known
 * only when it is deployed is that of a CDK secret, which is complete.
 */
function tokenArns(arn: string): readonly string[] {
  if (!arn.startsWith('arn:')) return [arn];
  const withEnd = `${arn}-??????`;
  return /-[A-Za-z0-9]{6}$/.test(arn) ? [arn, withEnd] : [withEnd];
}
