import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SecretToken } from '../../../../lambdas/shared/adapters/secret-token.ts';
import { JsonServer, type Operation, Refusal } from '../../../support/json-server.ts';

const ARN = 'arn:aws:secretsmanager:us-west-1:111122223333:secret:shop-masters-token-AbCdEf';

describe('The token in Secrets Manager', () => {
  let server: JsonServer | undefined;
  let now: number;
  beforeEach(() => {
    now = Date.parse('2026-11-23T12:00:00Z');
  });
  afterEach(() => server?.stop());

  async function tokenThat(GetSecretValue: Operation) {
    server = await JsonServer.start({ GetSecretValue });
    return new SecretToken(ARN, { now: () => now }, new SecretsManagerClient(server.client));
  }
  const minutes = (n: number) => n * 60_000;

  it('is read once for five minutes, however many ask', async () => {
    let version = 0;
    const token = await tokenThat(() => ({ SecretString: `token.v${++version}\n` }));
    expect(await Promise.all([token.read(), token.read(), token.read()])).toEqual(Array(3).fill('token.v1'));
    now += minutes(5) - 1;
    expect(await token.read()).toBe('token.v1');
    now += 1;
    expect(await token.read()).toBe('token.v2');
    expect(server?.calls.map(({ input }) => input)).toEqual(Array(2).fill({ SecretId: ARN }));
  });

  it('is read again at once when it could not be', async () => {
    let tries = 0;
    const token = await tokenThat(() => {
      if (++tries === 1) throw new Refusal('ResourceNotFoundException', 'not yet');
      return { SecretString: 'token' };
    });
    await expect(token.read()).rejects.toMatchObject({ name: 'CredentialsUnreadable' });
    expect(await token.read()).toBe('token');
  });

  it.each([
    ['ResourceNotFoundException', 400],
    ['AccessDeniedException', 400],
    ['DecryptionFailure', 400],
    ['InvalidRequestException', 400],
  ])('is unreadable: %s', async (code, status) => {
    const token = await tokenThat(() => {
      throw new Refusal(code, 'why.', status);
    });
    await expect(token.read()).rejects.toMatchObject({
      name: 'CredentialsUnreadable',
      message: `The token for the API servers in ${ARN}: ${code}: why.`,
    });
  });

  it.each([
    ['ThrottlingException', 400],
    ['InternalServiceError', 500],
    ['ServiceUnavailable', 503],
  ])('cannot be had for now: %s', async (code, status) => {
    const token = await tokenThat(() => {
      throw new Refusal(code, 'why', status);
    });
    await expect(token.read()).rejects.toMatchObject({ name: 'TransientFailure' });
  });

  it.each([
    ['binary', { SecretBinary: 'AAAA' }],
    ['empty', { SecretString: ' \n' }],
    ['JSON', { SecretString: '{"token":"abc"}' }],
    ['in two lines', { SecretString: 'abc\r\nx-other: header' }],
  ])('is no token when it is %s, and no error shows what it contains', async (_what, value) => {
    const token = await tokenThat(() => value);
    const refusal = token.read();
    await expect(refusal).rejects.toMatchObject({ name: 'CredentialsUnreadable' });
    await expect(refusal).rejects.not.toMatchObject({ message: expect.stringContaining('abc') });
  });
});
