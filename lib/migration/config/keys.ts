/** KMS keys that the cluster must be able to use. */
import { Token } from 'aws-cdk-lib';
import type { ClusterSettings, KeySettings } from '../../../lambdas/migration/contract/settings.ts';
import { partitionOf } from '../../../lambdas/shared/contract/regions.ts';
import { type Home, readArn, readArnOf } from '../../shared/config/arn.ts';
import { KEY } from '../../shared/config/key.ts';
import { readEach } from '../../shared/config/lists.ts';
import { type Place, textAttribute } from '../../shared/config/place.ts';
import { readWord } from '../../shared/config/values.ts';
import { readKeyRoles } from './cluster-roles.ts';

const ANY_KEY = {
  ...KEY,
  shown: "a KMS key's ARN, id or alias",
  example: "'arn:aws:kms:<region>:<account>:key/<id>', '<id>' or 'alias/<name>'",
};
const ALIAS = {
  what: 'an alias of a KMS key',
  service: 'kms',
  resource: /^(alias\/(?!aws\/)[\w/-]+)$/,
  example: "'alias/shop-data', for example; the keys of AWS itself (alias/aws/…) can't be tested",
  whyRegion: KEY.whyRegion,
  whyAccount: "permissions can't be limited to another account's alias; give the ARN of its key",
};
const ID = /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** @param cluster whose roles use them, where no roles are given */
export function readKeys(place: Place, home: Home, cluster: ClusterSettings | undefined): KeySettings[] {
  if (place.isLeftOut) return [];
  return readEach(place, {
    of: ANY_KEY.shown,
    atLeast: 0,
    atMost: 50,
    example: "keys: ['arn:aws:kms:<region>:<account>:key/<id>']",
    read: (at) => (isDetailed(at.value) ? readDetailed(at, home, cluster) : readPlain(at, home, cluster)),
    keyOf: ({ arn }) => arn,
    each: 'each key',
  });
}

/** Constructs of CDK are no plain objects. */
function isDetailed(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'key' in value && !('node' in value);
}

function readPlain(place: Place, home: Home, cluster: ClusterSettings | undefined): KeySettings | undefined {
  const arn = readKey(place, home);
  return arn === undefined ? undefined : { arn, usedBy: [], roles: readKeyRoles(undefined, home, cluster) };
}

function readDetailed(
  place: Place,
  home: Home,
  cluster: ClusterSettings | undefined,
): KeySettings | undefined {
  const fields = place.fields(['key', 'usedBy', 'roles'], {
    what: 'a key',
    synonyms: { arn: 'key', id: 'key', alias: 'key', services: 'usedBy' },
  });
  if (!fields) return undefined;
  const arn = readKey(fields.key, home);
  const usedBy = readServices(fields.usedBy);
  const roles = readKeyRoles(fields.roles, home, cluster);
  return arn === undefined ? undefined : { arn, usedBy, roles };
}

/** The ARN of the key, or of its alias. */
function readKey(place: Place, home: Home): string | undefined {
  const aliasName = textAttribute(place.value, 'aliasName');
  if (Token.isUnresolved(aliasName))
    return place.problem(`${ALIAS.what} whose name is known at synth`, 'the CDK key itself');
  const written = aliasName ?? place.value;
  if (typeof written !== 'string' || place.isToken) return readArnOf(place, 'keyArn', ANY_KEY, home);
  const resource = ID.test(written) ? `key/${written}` : written.startsWith('alias/') ? written : undefined;
  const text = resource ? arnAt(resource, home) : written;
  if (!/:alias\//.test(text)) return readArnOf(place.with(text), 'keyArn', ANY_KEY, home);
  const at = place.with(text);
  return aliasName !== undefined || readArn(at, text, ALIAS, home) !== undefined ? text : undefined;
}

/** As if it were of the stack's account; where that couldn't be read, nothing is compared with it. */
function arnAt(resource: string, { account = '000000000000', region = 'us-east-1' }: Home): string {
  return `arn:${partitionOf(region)?.name ?? 'aws'}:kms:${region}:${account}:${resource}`;
}

function readServices(place: Place): KeySettings['usedBy'] {
  if (place.isLeftOut) return [];
  return readEach(place, {
    of: 'a service',
    atLeast: 1,
    atMost: 3,
    example: "usedBy: ['ec2', 's3']",
    read: (at) => readWord(at, ['ec2', 's3', 'autoscaling'], { ebs: "'ec2': it encrypts the volumes" }),
    keyOf: String,
    each: 'each service',
  });
}
