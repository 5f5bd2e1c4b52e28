import {
  CreateSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { REGION } from './offline-aws.ts';
import { aws } from './shared-emulator.ts';

describe('a secret (Q15)', () => {
  let client: SecretsManagerClient;
  beforeAll(() => {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    client = new SecretsManagerClient({ endpoint: aws.emulator.url, region: REGION, credentials });
  });
  afterAll(() => client.destroy());

  it('that is made without a value has no version before one is put into it', async () => {
    const Name = 'empty/at-first';
    const stages = async () => {
      const { SecretList = [] } = await client.send(
        new ListSecretsCommand({ Filters: [{ Key: 'name', Values: [Name] }] }),
      );
      return Object.values(SecretList[0]?.SecretVersionsToStages ?? {});
    };
    expect((await client.send(new CreateSecretCommand({ Name }))).VersionId).toBeUndefined();
    expect(await stages()).toEqual([]);
    const read = () => client.send(new GetSecretValueCommand({ SecretId: Name }));
    await expect(read()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await client.send(new PutSecretValueCommand({ SecretId: Name, SecretString: 'x' }));
    expect(await stages()).toEqual([['AWSCURRENT']]);
    expect((await read()).SecretString).toBe('x');
  });
});
