import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ApiAccess } from '../../../lambdas/shared/contract/api-access.ts';
import { allow, type OwnGrant, secretArns } from './common.ts';

/** @param keyArn of the key that the secret is encrypted with, where it is not the one that AWS manages */
export function readTokenOf(
  scope: Construct,
  { tokenSecretArn }: ApiAccess,
  keyArn: string | undefined,
): OwnGrant[] {
  return readSecrets(scope, [tokenSecretArn], keyArn === undefined ? [] : [keyArn]);
}

/** These secrets, and by the keys of the account that encrypt them nothing else. */
export function readSecrets(
  scope: Construct,
  secrets: readonly string[],
  keyArns: readonly string[],
): OwnGrant[] {
  const { region } = Stack.of(scope);
  return [
    ...allow(['secretsmanager:GetSecretValue'], [...new Set(secrets.flatMap(secretArns))]),
    ...allow(['kms:Decrypt'], [...new Set(keyArns)], {
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } },
    }),
  ];
}
