import {
  CreateKeyCommand,
  DisableKeyCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { REGION } from './offline-aws.ts';
import { aws } from './shared-emulator.ts';

describe('a secret (Q18)', () => {
  const options = () => ({
    endpoint: aws.emulator.url,
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const change = {
    disabled: (KeyId: string) => new DisableKeyCommand({ KeyId }),
    'pending deletion': (KeyId: string) => new ScheduleKeyDeletionCommand({ KeyId }),
  };

  it.each(Object.entries(change))('is not decrypted while its key is %s', async (state, command) => {
    const [kms, secrets] = [new KMSClient(options()), new SecretsManagerClient(options())];
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const KmsKeyId = KeyMetadata?.Arn ?? '';
    const Name = `encrypted/${state}`;
    await secrets.send(new CreateSecretCommand({ Name, KmsKeyId, SecretString: 'x' }));
    const read = () => secrets.send(new GetSecretValueCommand({ SecretId: Name }));
    expect((await read()).SecretString).toBe('x');
    await kms.send(command(KmsKeyId) as DisableKeyCommand);
    await expect(read()).rejects.toMatchObject({
      name: 'DecryptionFailure',
      message: expect.stringContaining(`${KmsKeyId} is ${state}.`),
    });
    kms.destroy();
    secrets.destroy();
  });
});

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
