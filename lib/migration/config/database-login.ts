/** How a login to a database is tried. */
import type { LoginSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { Home } from '../../shared/config/arn.ts';
import { readKey } from '../../shared/config/key.ts';
import type { Place } from '../../shared/config/place.ts';
import { readSecret } from '../../shared/config/secret.ts';
import { readNumber, readText } from '../../shared/config/values.ts';

interface Where {
  /** Only RDS knows IAM authentication, and only for databases of the stack's account. */
  readonly isInRds: boolean;
  readonly home: Home;
}

/** Undefined where it is left out or wrong. */
export function readLogin(place: Place, where: Where): LoginSettings | undefined {
  if (place.isLeftOut) return undefined;
  const fields = place.fields(['secret', 'secretKey', 'iam', 'database', 'connections'], {
    what: 'a login',
    example: '{ secret } or { iam }',
    synonyms: { secretArn: 'secret', iamUser: 'iam', dbname: 'database' },
  });
  if (!fields) return undefined;
  const by = readBy(fields, where);
  const database = fields.database.isLeftOut ? '' : readDatabaseName(fields.database);
  const connections = fields.connections.isLeftOut ? undefined : readConnections(fields.connections);
  if (!by || database === undefined) return undefined;
  return { by, database, ...(connections !== undefined && { connections }) };
}

type Fields = Readonly<Record<'secret' | 'secretKey' | 'iam', Place>>;

function readBy(
  { secret, secretKey, iam }: Fields,
  { isInRds, home }: Where,
): LoginSettings['by'] | undefined {
  if (iam.isLeftOut) return readBySecret(secret, secretKey, home);
  for (const each of [secret, secretKey])
    if (!each.isLeftOut) each.problem('no secret beside `iam`', 'either `secret` or `iam`');
  if (!isInRds)
    return iam.problem(
      'a secret: IAM authentication is only for databases that are named by `identifier`',
      '`login: { secret }`',
    );
  const iamUser = readUser(iam);
  return iamUser === undefined ? undefined : { iamUser };
}

function readBySecret(secret: Place, secretKey: Place, home: Home): LoginSettings['by'] | undefined {
  const secretArn = readSecret(secret, 'user and password', home);
  const keyArn = secretKey.isLeftOut ? undefined : readKey(secretKey, home);
  if (secretArn === undefined) return undefined;
  return { secretArn, ...(keyArn !== undefined && { keyArn }) };
}

/** Part of the ARN that the role names: no `*`, which would be every user. */
function readUser(place: Place): string | undefined {
  const wanted = { what: 'a user of the database: letters, digits and `_.-`, 63 at most', example: "'app'" };
  const text = readText(place, wanted);
  if (text === undefined || /^[\w.-]{1,63}$/.test(text)) return text;
  return place.problem(wanted.what, wanted.example);
}

function readDatabaseName(place: Place): string | undefined {
  const wanted = { what: 'the name of a database, 63 characters at most', example: "'shop'" };
  const text = readText(place, wanted);
  if (text === undefined || (text.length > 0 && text.length <= 63)) return text;
  return place.problem(wanted.what, wanted.example);
}

function readConnections(place: Place): number | undefined {
  return readNumber(place, { what: 'connections', atLeast: 1, atMost: 100_000, whole: true, byDefault: 1 });
}
