/** How to reach a cluster's API servers. */
import type { ApiAccess } from '../../../lambdas/shared/contract/api-access.ts';
import type { Home } from './arn.ts';
import { readAuthorities } from './authorities.ts';
import { readKey } from './key.ts';
import { readName } from './names.ts';
import type { Place } from './place.ts';
import { readSecret } from './secret.ts';
import { readText, readTextOrToken } from './values.ts';

export interface ReadApi {
  readonly api: ApiAccess;
  /** ARN of the key that encrypts the token's secret; absent: the key that AWS manages. */
  readonly tokenKeyArn?: string;
}

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
  const tokenSecretArn = readSecret(fields.tokenSecret, 'the token', home);
  const tokenKeyArn = fields.tokenSecretKey.isLeftOut ? undefined : readKey(fields.tokenSecretKey, home);
  const serverName = readServerName(fields.serverName, byDefault);
  if (!certificateAuthority || !tokenSecretArn || !serverName) return undefined;
  return {
    api: { certificateAuthority, serverName, tokenSecretArn },
    ...(tokenKeyArn !== undefined && { tokenKeyArn }),
  };
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
