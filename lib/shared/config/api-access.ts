/** How to reach a cluster's API servers. */
import type { ApiAccess } from '../../../lambdas/shared/contract/api-access.ts';
import { type Home, readArn } from './arn.ts';
import { readAuthorities } from './authorities.ts';
import { readKey } from './key.ts';
import { readName } from './names.ts';
import { type Place, showKind, textAttribute } from './place.ts';
import { readText, readTextOrToken } from './values.ts';

export interface ReadApi {
  readonly api: ApiAccess;
  /** ARN of the key that encrypts the token's secret; absent: the key that AWS manages. */
  readonly tokenKeyArn?: string;
}

const SECRET = {
  what: 'a secret of Secrets Manager',
  service: 'secretsmanager',
  resource: /^secret:([A-Za-z0-9/_+=.@-]{1,519})$/,
  example: "'arn:aws:secretsmanager:<region>:<account>:secret:<name>-AbCdEf'",
  whyRegion: 'the function reads it there',
  whyAccount: 'the function may read it in that account only',
};

/**
 * @param byDefault the server name where none is given; undefined: one must be
 * @param now epoch milliseconds
 */
export function readApi(
  place: Place,
  byDefault: string | undefined,
  home: Home,
  now: number,
): ReadApi | undefined {
  const fields = place.fields(['certificateAuthority', 'tokenSecret', 'tokenSecretKey', 'serverName'], {
    what: 'the access to the API servers',
    example: '{ certificateAuthority, tokenSecret }',
    isSecret: true,
    synonyms: { ca: 'certificateAuthority', token: 'tokenSecret', secret: 'tokenSecret' },
  });
  if (!fields) return undefined;
  const certificateAuthority = readAuthority(fields.certificateAuthority, now);
  const tokenSecretArn = readSecret(fields.tokenSecret, home);
  const tokenKeyArn = fields.tokenSecretKey.isLeftOut ? undefined : readKey(fields.tokenSecretKey, home);
  const serverName = readServerName(fields.serverName, byDefault);
  if (!certificateAuthority || !tokenSecretArn || !serverName) return undefined;
  return {
    api: { certificateAuthority, serverName, tokenSecretArn },
    ...(tokenKeyArn !== undefined && { tokenKeyArn }),
  };
}

function readSecret(place: Place, home: Home): string | undefined {
  const { value } = place;
  const complete = textAttribute(value, 'secretFullArn');
  const at = place.with(complete ?? textAttribute(value, 'secretArn') ?? value);
  if (!at.isToken && !(typeof at.value === 'string' && at.value.startsWith('arn:')))
    return at.problem(
      'the ARN of a secret of Secrets Manager; keep the token in that secret, never in a configuration',
      SECRET.example,
      showKind(at.value),
    );
  const text = readTextOrToken(at, { what: 'the ARN of a secret', example: SECRET.example });
  if (text === undefined || (!at.isToken && readArn(at, text, SECRET, home) === undefined)) return undefined;
  if (complete === undefined) warnOfMissingEnd(place, text);
  return text;
}

/** Secrets Manager takes any hyphen and six characters for the random end; a real one rarely has lower-case letters only. */
function warnOfMissingEnd(place: Place, arn: string): void {
  const [end] = /-[a-z]{6}$/.exec(arn) ?? [];
  if (end === undefined) return;
  place.warning(
    'secret-arn-cut',
    `it ends in '${end}'. If that is part of the secret's name, Secrets Manager looks for another secret: give the complete ARN that \`aws secretsmanager describe-secret\` shows`,
  );
}

function readServerName(place: Place, byDefault: string | undefined): string | undefined {
  if (place.isLeftOut && byDefault !== undefined) return byDefault;
  const wanted = {
    what: 'a DNS name that is in every API server’s certificate',
    example: "'api.internal.k8s.example.com'",
  };
  const text = readText(place, wanted);
  if (text === undefined) return undefined;
  const reading = readName(text);
  if ('name' in reading && reading.name === `${text}.` && !text.startsWith('*')) return text;
  return place.problem(wanted.what, 'fix' in reading ? reading.fix : wanted.example);
}

const AUTHORITY = {
  what: "the certificate of the cluster's certificate authority, PEM",
  example: "readFileSync('ca.crt', 'utf8')",
  current: 'the one that the cluster uses now: `kops get keypairs kubernetes-ca` shows it',
};

/** While an authority is being rotated, the old certificate may have expired. */
function readAuthority(place: Place, now: number): string | undefined {
  if (place.isToken) return readTextOrToken(place, AUTHORITY);
  const found = readAuthorities(place, AUTHORITY, now);
  for (const one of found?.expired ?? []) place.warning('authority-expired', `${one}; remove it`);
  return found && `${found.certificates.join('\n')}\n`;
}
