/** What stands in the secrets and parameters of a scene. Whoever finds one anywhere has found a value that was read. */
import { createHash } from 'node:crypto';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { Place } from '../../snapshot/file-kind.ts';
import { SECRETS } from '../../snapshot/kinds/secretsmanager.ts';
import { PARAMETERS } from '../../snapshot/kinds/ssm.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';

export interface MadeUpValue {
  /** `secret shop/db` */
  readonly of: string;
  /** With characters that JSON and URLs write otherwise. */
  readonly value: string;
  /** Of letters and digits, so that only other alphabets hide it; it is in the value, and nowhere else. */
  readonly token: string;
}

/** The same for the same name. */
export function madeUpValue(of: string): MadeUpValue {
  const token = createHash('sha256').update(of).digest('hex').slice(0, 32);
  return { of, value: JSON.stringify({ username: 'rehearsal', password: `${token}/+ &"ü` }), token };
}

const LOGIN = madeUpValue('the login to the databases');
/** Who logs in to each database of a rehearsal, as a secret has it. */
export const DATABASE_LOGIN: { readonly username: string; readonly password: string } = JSON.parse(
  LOGIN.value,
);

/** What the secrets have that logins name, by their ARNs. */
export function loginsOf({
  databases,
}: Pick<MigrationSettings, 'databases'>): readonly (readonly [string, string])[] {
  return databases.flatMap(({ login }) =>
    login && 'secretArn' in login.by ? [[login.by.secretArn, LOGIN.value] as const] : [],
  );
}

/** @param place account and region */
export function madeUpValues(snapshot: Snapshot, place: Place): readonly MadeUpValue[] {
  const { Parameters = [] } = snapshot.find(PARAMETERS, place) ?? {};
  const { SecretList = [] } = snapshot.find(SECRETS, place) ?? {};
  return [
    LOGIN,
    ...Parameters.map(({ Name }) => madeUpValue(`parameter ${Name}`)),
    ...SecretList.map(({ Name }) => madeUpValue(`secret ${Name}`)),
  ];
}
