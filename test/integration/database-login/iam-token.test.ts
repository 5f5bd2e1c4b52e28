import { createHash, createHmac } from 'node:crypto';
import { iamToken } from '../../../lambdas/migration/adapters/database-login/iam-token.ts';

const AT = { host: 'shop-db.abc.us-west-1.rds.amazonaws.com', port: 5432 };
const KEYS = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI',
  sessionToken: 'session/token=+',
};

/** As RDS judges it. Source: "Authenticating Requests: Using Query Parameters", AWS Signature Version 4. */
function signatureOf(token: URL): string {
  const query = [...token.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&');
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const request = ['GET', '/', query, `host:${token.host}\n`, 'host', sha256('')].join('\n');
  const time = token.searchParams.get('X-Amz-Date') ?? '';
  const scope = [time.slice(0, 8), 'us-west-1', 'rds-db', 'aws4_request'];
  const key = scope.reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${KEYS.secretAccessKey}`,
  );
  const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(request)].join('\n');
  return createHmac('sha256', key).update(text).digest('hex');
}

describe('A token of IAM', () => {
  it('is a signed request to connect as the user, for a quarter of an hour', async () => {
    const token = await iamToken('app user', AT, { credentials: KEYS, region: 'us-west-1' });
    expect(token.startsWith(`${AT.host}:${AT.port}/?`)).toBe(true);
    const request = new URL(`https://${token}`);
    expect(Object.fromEntries(request.searchParams)).toMatchObject({
      Action: 'connect',
      DBUser: 'app user',
      'X-Amz-Expires': '900',
      'X-Amz-Security-Token': KEYS.sessionToken,
      'X-Amz-SignedHeaders': 'host',
    });
    expect(request.searchParams.get('X-Amz-Signature')).toBe(signatureOf(request));
  });

  it('asks nobody, and is for one database alone', async () => {
    const one = await iamToken('app', AT, { credentials: KEYS, region: 'us-west-1' });
    const other = await iamToken('app', { ...AT, port: 5433 }, { credentials: KEYS, region: 'us-west-1' });
    const signature = (token: string) => new URL(`https://${token}`).searchParams.get('X-Amz-Signature');
    expect(signature(one)).not.toBe(signature(other));
  });
});
