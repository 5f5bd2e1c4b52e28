/** The role by which a zone of another account is used. */
import type { ZoneRole } from '../../../lambdas/migration/contract/settings.ts';
import { partitionOf } from '../../../lambdas/shared/contract/regions.ts';
import type { Home } from '../../shared/config/arn.ts';
import type { Place } from '../../shared/config/place.ts';
import { readText } from '../../shared/config/values.ts';

/** With or without a path. Source: RoleName and Path in the CreateRole API reference. */
const ROLE = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/(?:[\w+=,.@/-]+\/)?[\w+=,.@-]{1,64}$/;
const EXAMPLE = "'arn:aws:iam::444455556666:role/shop-cutover-dns'";

/** Source: ExternalId in the AssumeRole API reference. */
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;

/** @param home of the stack, whose own zones need no role */
export function readZoneRole(place: Place, home: Home): ZoneRole | undefined {
  if (place.isLeftOut) return undefined;
  const fields = place.fields(['arn', 'externalId'], {
    what: 'a role',
    example: isRole(place.value) ? `{ arn: '${place.value}' }` : `{ arn: ${EXAMPLE} }, for example`,
    synonyms: { roleArn: 'arn' },
  });
  if (!fields) return undefined;
  const arn = readRoleArn(fields.arn, home);
  const externalId = readExternalId(fields.externalId);
  return arn === undefined ? undefined : { arn, ...(externalId !== undefined && { externalId }) };
}

function isRole(value: unknown): value is string {
  return typeof value === 'string' && ROLE.test(value);
}

function readRoleArn(place: Place, { account, region }: Home): string | undefined {
  const what = "the ARN of a role in the zone's account";
  const example = `${EXAMPLE}, for example`;
  const text = readText(place, { what, example });
  if (text === undefined) return undefined;
  const [, partition, owner] = ROLE.exec(text) ?? [];
  if (owner === undefined) return place.problem(`${what}${flawOf(text)}`, example);
  const expected = region && partitionOf(region)?.name;
  if (expected && partition !== expected)
    return place.problem(
      `${what} in the partition of ${region}, ${expected}: no role is assumed across partitions`,
      `'${text.replace(`arn:${partition}:`, `arn:${expected}:`)}'`,
    );
  if (owner === account)
    return place.problem(
      `a role of another account than the stack's, ${account}`,
      'nothing: the functions use zones of their own account without a role',
    );
  return text;
}

/** Which part of a text is not as in a role's ARN, the first of them; nothing where it is no ARN at all. */
function flawOf(text: string): string {
  const [arn, , service = '', region = '', owner = '', ...rest] = text.split(':');
  const resource = rest.join(':');
  if (arn !== 'arn' || resource === '') return '';
  if (service !== 'iam') return `: of the service iam, not ${service || 'none'}`;
  if (region !== '') return `: without a region, here ${region}, because roles are in none`;
  if (!/^\d{12}$/.test(owner)) return `: its account has 12 digits, not ${owner || 'none'}`;
  if (!resource.startsWith('role/')) return `: its last part is role/ and a name, not ${resource}`;
  return ': a name of 1 to 64 letters, digits and _+=,.@- after the last /, and a partition that begins with aws';
}

function readExternalId(place: Place): string | undefined {
  if (place.isLeftOut) return undefined;
  const what = "an external id, as in the role's trust policy";
  const text = readText(place, { what, example: "'shop-cutover', for example" });
  if (text === undefined || EXTERNAL_ID.test(text)) return text;
  return place.problem(`${what}: 2 to 1224 letters, digits and _+=,.@:/-`, "'shop-cutover', for example");
}
