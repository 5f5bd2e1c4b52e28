import { HttpRequest } from '@smithy/core/protocols';
import { Hash } from '@smithy/core/serde';
import { SignatureV4, type SignatureV4Init } from '@smithy/signature-v4';
import type { HostAndPort } from '../../contract/settings.ts';

/** How long RDS takes one, seconds: "IAM database authentication" in the RDS user guide. */
const LASTS_SECONDS = 900;

/**
 * What RDS takes in place of a password: a signed request to connect, as `aws rds generate-db-auth-token` makes it.
 * It is computed here; no call is made.
 */
export async function iamToken(
  user: string,
  { host, port }: HostAndPort,
  { credentials, region }: Pick<SignatureV4Init, 'credentials' | 'region'>,
): Promise<string> {
  const signer = new SignatureV4({
    service: 'rds-db',
    region,
    credentials,
    sha256: Hash.bind(null, 'sha256'),
  });
  const at = `${host}:${port}`;
  const request = new HttpRequest({
    method: 'GET',
    protocol: 'https:',
    hostname: host,
    port,
    path: '/',
    headers: { host: at },
    query: { Action: 'connect', DBUser: user },
  });
  const { query = {} } = await signer.presign(request, { expiresIn: LASTS_SECONDS });
  return `${at}/?${new URLSearchParams(query as Record<string, string>)}`;
}
