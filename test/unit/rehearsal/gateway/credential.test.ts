import { readAppId, readCredential } from '../../../../rehearsal/gateway/request/credential.ts';

const NO_QUERY = new URLSearchParams();

describe('the credential scope', () => {
  it('is read from the Authorization header', () => {
    const header =
      'AWS4-HMAC-SHA256 Credential=ASIAKEY/20261123/us-west-1/monitoring/aws4_request, SignedHeaders=host, Signature=00';
    expect(readCredential(header, NO_QUERY)).toEqual({
      kind: 'signed',
      credential: { accessKeyId: 'ASIAKEY', region: 'us-west-1', service: 'monitoring' },
    });
  });

  it('is read without spaces after the commas, and wherever it stands', () => {
    const header =
      'AWS4-HMAC-SHA256 SignedHeaders=host,Credential=K/20261123/eu-west-1/s3/aws4_request,Signature=00';
    expect(readCredential(header, NO_QUERY)).toMatchObject({ kind: 'signed', credential: { service: 's3' } });
  });

  it('is read from a presigned URL', () => {
    const query = new URLSearchParams({ 'X-Amz-Credential': 'K/20261123/eu-west-1/s3/aws4_request' });
    expect(readCredential('', query)).toMatchObject({
      kind: 'signed',
      credential: { accessKeyId: 'K', region: 'eu-west-1' },
    });
  });

  it('has no region with SigV4A', () => {
    const header =
      'AWS4-ECDSA-P256-SHA256 Credential=K/20261123/s3/aws4_request, SignedHeaders=host, Signature=00';
    expect(readCredential(header, NO_QUERY)).toEqual({
      kind: 'signed',
      credential: { accessKeyId: 'K', region: '', service: 's3' },
    });
  });

  it('is absent where nothing is signed', () => {
    expect(readCredential('', NO_QUERY)).toEqual({ kind: 'unsigned' });
  });

  it.each([
    'Bearer token',
    'AWS4-HMAC-SHA256',
    'AWS4-HMAC-SHA256 Signature=00',
    'AWS4-HMAC-SHA256 Credential=K',
    'AWS4-HMAC-SHA256 Credential=/20261123/r/s3/aws4_request',
    'AWS4-HMAC-SHA256 Credential=K/today/r/s3/aws4_request',
    'AWS4-HMAC-SHA256 Credential=K/20261123/r//aws4_request',
    'AWS4-HMAC-SHA256 Credential=K/20261123/r/s3/aws3_request',
    'AWS4-HMAC-SHA256 Credential=K/20261123/r/s3/x/aws4_request',
  ])('is malformed in %s', (header) => {
    expect(readCredential(header, NO_QUERY).kind).toBe('malformed');
  });
});

describe("the SDK's app id", () => {
  it.each([
    ['aws-sdk-js/3.1 ua/2.1 m/E,g app/kops-cutover-ShiftWeight', 'kops-cutover-ShiftWeight'],
    ['app/first lang/js', 'first'],
    ['aws-sdk-js/3.1 snapp/x', ''],
    ['', ''],
  ])('in "%s" is "%s"', (userAgent, appId) => {
    expect(readAppId(userAgent)).toBe(appId);
  });
});
