/** What stands in the secrets and parameters of a scene. Whoever finds one anywhere has found a value that was read. */
import { createHash } from 'node:crypto';
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
  return { of, value: JSON.stringify({ username: 'shop', password: `${token}/+ &"ü` }), token };
}

/** The shop's login to its database, as its secret has it. */
export const DATABASE_LOGIN: { readonly username: string; readonly password: string } = JSON.parse(
  madeUpValue('secret shop/db').value,
);

/** @param place account and region */
export function madeUpValues(snapshot: Snapshot, place: Place): readonly MadeUpValue[] {
  const { Parameters = [] } = snapshot.find(PARAMETERS, place) ?? {};
  const { SecretList = [] } = snapshot.find(SECRETS, place) ?? {};
  return [
    ...Parameters.map(({ Name }) => madeUpValue(`parameter ${Name}`)),
    ...SecretList.map(({ Name }) => madeUpValue(`secret ${Name}`)),
  ];
}
