/** What tells which roles may use a credential or a key: listings, policies, grants. Nothing that gives away a value. */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { allow } from '../../shared/iam/common.ts';
import { describeEtcdVolumes } from './cluster-permissions.ts';
import type { MigrationPermission, MigrationResources } from './permissions.ts';

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

const keys = ({ scope }: MigrationResources, account?: string): string =>
  Stack.of(scope).formatArn({
    service: 'kms',
    ...(account && { account }),
    resource: 'key',
    resourceName: '*',
  });

/** Which keys the credentials have is known only at run time; another account may own them. */
export const readKeysOfCredentials: MigrationPermission = (resources) =>
  allow(['kms:DescribeKey', ...WHO_MAY_USE], resources.settings.credentials ? [keys(resources, '*')] : [], {
    whyWildcard: 'Which keys encrypt the credentials is known only at run time.',
  });

const WHO_MAY_USE = ['kms:GetKeyPolicy', 'kms:ListGrants'];

/** A key is tried by using it; a policy can name an alias only as a condition, and only for these actions. */
const TRY = ['kms:DescribeKey', 'kms:Encrypt', 'kms:Decrypt'];
const LOOK_INTO = ['kms:GetKeyRotationStatus', ...WHO_MAY_USE];

const tryKeys: MigrationPermission = (resources) => {
  const arns = resources.settings.keys.map(({ arn }) => arn);
  const aliases = arns.filter((arn) => aliasIn(arn) !== undefined);
  const named = arns.filter((arn) => aliasIn(arn) === undefined);
  const behind = aliases.length > 0 ? [keys(resources)] : [];
  return [
    ...allow([...TRY, ...LOOK_INTO], named),
    ...allow(TRY, behind, {
      conditions: { StringEquals: { 'kms:RequestAlias': aliases.map(aliasIn) } },
      whyWildcard: 'Only through the configured aliases, as the condition says.',
    }),
    ...allow(LOOK_INTO, behind, {
      whyWildcard: 'Which keys the aliases lead to is known only at run time.',
    }),
  ];
};

function aliasIn(arn: string): string | undefined {
  return /:(alias\/.+)$/.exec(arn)?.[1];
}

/** Asks IAM what the roles' own policies allow. */
export const simulateReaders: MigrationPermission = ({ settings: { credentials } }) =>
  allow(['iam:SimulatePrincipalPolicy'], credentials?.roles ?? []);

/** Without CloudTrail, Watch has no right that an organization is likely to deny. */
export const simulateWatch: MigrationPermission = ({ settings: { trailRegion }, watchFunctionRole }) =>
  allow(['iam:SimulatePrincipalPolicy'], trailRegion === undefined ? [] : [watchFunctionRole]);

const simulateKeyUsers: MigrationPermission = ({ settings }) =>
  allow(['iam:SimulatePrincipalPolicy'], [...new Set(settings.keys.flatMap(({ roles }) => roles))]);

/** Also which keys encrypt etcd's volumes. */
export const VERIFY_KEYS: readonly MigrationPermission[] = [tryKeys, simulateKeyUsers, describeEtcdVolumes];
