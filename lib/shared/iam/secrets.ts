import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ApiAccess } from '../../../lambdas/shared/contract/api-access.ts';
import { allow, type OwnGrant } from './common.ts';

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

/**
 * An ARN without its random end, a hyphen and six characters, names the secret all the same; a policy must leave room for
 * the end. Whether what looks like one is the random end or part of the secret's name is unknown. An ARN that is known
 * only when it is deployed is that of a CDK secret, which is complete.
 */
function secretArns(arn: string): readonly string[] {
  if (!arn.startsWith('arn:')) return [arn];
  const withEnd = `${arn}-??????`;
  return /-[A-Za-z0-9]{6}$/.test(arn) ? [arn, withEnd] : [withEnd];
}
