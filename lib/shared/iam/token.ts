import type { ApiAccess } from '../../../lambdas/shared/contract/api-access.ts';
import { allow, type OwnGrant, secretArns } from './common.ts';

/** @param keyArn of the key that the secret is encrypted with, where it is not the one that AWS manages */
export function readTokenOf({ tokenSecretArn }: ApiAccess, keyArn: string | undefined): OwnGrant[] {
  return [
    ...allow(['secretsmanager:GetSecretValue'], secretArns(tokenSecretArn)),
    ...allow(['kms:Decrypt'], keyArn === undefined ? [] : [keyArn]),
  ];
}
