/** What tells which roles may use a credential or a key: listings, policies, grants. Nothing that gives away a value. */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { allow } from '../../shared/iam/common.ts';
import type { MigrationPermission } from './permissions.ts';

/** Lists them, and reads the secrets' own policies: no action that gives away a value. */
export const findCredentials: MigrationPermission = ({ scope, settings: { credentials } }) => {
  if (!credentials) return [];
  const { parameters, parameterPaths, secrets, secretPrefixes } = credentials;
  const secret = (name: string): string =>
    Stack.of(scope).formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      resourceName: name,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  const anyParameter = parameters.length + parameterPaths.length > 0;
  const anySecret = secrets.length + secretPrefixes.length > 0;
  return [
    ...allow(['ssm:DescribeParameters'], anyParameter ? ['*'] : [], {
      whyWildcard:
        'Systems Manager lists parameters by a filter, and for this action supports no names of them.',
    }),
    ...allow(['secretsmanager:ListSecrets'], anySecret ? ['*'] : [], {
      whyWildcard: 'Secrets Manager supports no resources for this action.',
    }),
    ...allow(
      ['secretsmanager:GetResourcePolicy'],
      [
        ...secrets.map((name) => secret(`${name}-??????`)),
        ...secretPrefixes.map((prefix) => secret(`${prefix}*`)),
      ],
      { whyWildcard: 'A secret’s ARN ends in characters that only AWS knows.' },
    ),
  ];
};

/** Whose keys the credentials have is known only at run time. */
export const readKeyPolicies: MigrationPermission = ({ scope, settings: { credentials } }) =>
  allow(
    ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:ListGrants'],
    credentials ? [Stack.of(scope).formatArn({ service: 'kms', resource: 'key', resourceName: '*' })] : [],
    { whyWildcard: 'Which keys encrypt the credentials is known only at run time.' },
  );

export const simulateRoles: MigrationPermission = ({ settings: { credentials } }) =>
  allow(['iam:SimulatePrincipalPolicy'], credentials?.roles ?? []);
