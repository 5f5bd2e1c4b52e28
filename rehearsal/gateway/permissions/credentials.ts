import type { ApiCall, Permission } from '../protocol/types.ts';
import {
  arn,
  CannotJudge,
  type Lookups,
  onAnything,
  optionalText,
  permission,
  type Rule,
  type ServiceRules,
  text,
} from './rules.ts';

/** A secret is judged on its complete ARN. Its name, or an ARN without the end, does not show the end. */
export const SECRETS_MANAGER_RULES: ServiceRules = {
  ListSecrets: onAnything('secretsmanager:ListSecrets'),
  GetResourcePolicy: async (call, lookups): Promise<readonly Permission[]> => {
    const { asked, secret } = await secretOf(call, lookups);
    return [permission('secretsmanager:GetResourcePolicy', secret, { 'secretsmanager:SecretId': [asked] })];
  },
  GetSecretValue: async (call, lookups): Promise<readonly Permission[]> => {
    const { asked, secret } = await secretOf(call, lookups);
    const version = optionalText(call, 'VersionId');
    return [
      permission('secretsmanager:GetSecretValue', secret, {
        'secretsmanager:SecretId': [asked],
        'secretsmanager:VersionStage': [optionalText(call, 'VersionStage') ?? 'AWSCURRENT'],
        ...(version !== undefined && { 'secretsmanager:VersionId': [version] }),
      }),
      ...(await decryptionOf(asked, call, lookups)),
    ];
  },
};

/** Secrets Manager decrypts with the caller's rights, unless the key is AWS's, which everybody of the account may use. */
async function decryptionOf(
  secret: string,
  { region }: ApiCall,
  { secretKey }: Lookups,
): Promise<readonly Permission[]> {
  const key = await secretKey?.(secret, region);
  if (key === undefined) return [];
  return [permission('kms:Decrypt', key, { 'kms:ViaService': [`secretsmanager.${region}.amazonaws.com`] })];
}

/** Listing parameters knows no resource; no other action is needed to know that they exist. */
export const SSM_RULES: ServiceRules = {
  DescribeParameters: onAnything('ssm:DescribeParameters'),
  GetParameter: (call) => {
    // Of a name with slashes, the ARN has none before it.
    const name = text(call, 'Name').replace(/^\//, '');
    return [permission('ssm:GetParameter', arn('ssm', call, `parameter/${name}`))];
  },
};

export const IAM_RULES: ServiceRules = {
  GetRole: onRole('iam:GetRole'),
  ListRolePolicies: onRole('iam:ListRolePolicies'),
  GetRolePolicy: onRole('iam:GetRolePolicy'),
  ListAttachedRolePolicies: onRole('iam:ListAttachedRolePolicies'),
  GetPolicy: (call) => [permission('iam:GetPolicy', text(call, 'PolicyArn'))],
  GetPolicyVersion: (call) => [permission('iam:GetPolicyVersion', text(call, 'PolicyArn'))],
  SimulatePrincipalPolicy: (call) => [
    permission('iam:SimulatePrincipalPolicy', text(call, 'PolicySourceArn')),
  ],
};

/** By its name, as if it had no path: the request doesn't show it. */
function onRole(action: string): Rule {
  return (call) => [permission(action, `arn:aws:iam::${call.account}:role/${text(call, 'RoleName')}`)];
}

async function secretOf(
  call: ApiCall,
  { secret: find }: Lookups,
): Promise<{ readonly asked: string; readonly secret: string }> {
  const asked = text(call, 'SecretId');
  if (!asked.startsWith('arn:')) throw new CannotJudge(`${call.operation}: SecretId ${asked} is no ARN`);
  return { asked, secret: (await find(asked, call.region)) ?? asked };
}
