import {
  CreateKeyCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { REGION } from './offline-aws.ts';
import { aws } from './shared-emulator.ts';
import { arnOf, functionOf, invoke, machineOf } from './templates.ts';

const KMS = `arn:aws:kms:${REGION}:123456789012`;
const ROOT = { accessKeyId: 'test', secretAccessKey: 'test' };
const CREDENTIALS = `exports.handler = async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
});`;

function kmsFor(credentials: typeof ROOT): KMSClient {
  return new KMSClient({ region: REGION, endpoint: aws.emulator.url, credentials });
}

describe('a key', () => {
  /** Of the function whose role may use keys. */
  let credentials: typeof ROOT;
  let kms: KMSClient;

  beforeAll(async () => {
    const user = functionOf('User', CREDENTIALS, {
      statements: [
        { Effect: 'Allow', Action: ['kms:DescribeKey', 'kms:Decrypt'], Resource: '*' },
        {
          Effect: 'Allow',
          Action: 'kms:GenerateDataKey',
          Resource: `${KMS}:key/*`,
          Condition: { StringEquals: { 'kms:RequestAlias': 'alias/data' } },
        },
        { Effect: 'Allow', Action: 'kms:Encrypt', Resource: `${KMS}:alias/data` },
      ],
    });
    const definition = { StartAt: 'Ask', States: { Ask: { ...invoke('User'), End: true } } };
    const resources = { ...user, ...machineOf('Machine', definition, ['User']) };
    const { Machine = '' } = await aws.deploy('key-access', resources, arnOf('Machine'));
    const { output = '' } = await aws.ended(await aws.start(Machine));
    credentials = JSON.parse(output);
    kms = kmsFor(credentials);
  });
  afterAll(() => kms?.destroy());

  describe('whose policy', () => {
    const OTHERS = {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::123456789012:role/admin' },
      Action: 'kms:*',
      Resource: '*',
    };
    const OWN = { ...OTHERS, Principal: { AWS: 'arn:aws:iam::123456789012:root' } };
    const keyOf = async (...Statement: object[]) => {
      const root = kmsFor(ROOT);
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
      const { KeyMetadata } = await root.send(new CreateKeyCommand({ Policy }));
      root.destroy();
      return KeyMetadata?.Arn ?? '';
    };
    /** Whether Secrets Manager may decrypt by it for the function. */
    const decrypts = (resource: string) =>
      aws.emulator.authorize({
        accessKeyId: credentials.accessKeyId,
        action: 'kms:Decrypt',
        resource,
        context: { 'kms:ViaService': [`secretsmanager.${REGION}.amazonaws.com`] },
      });

    it.each([
      [
        'names others alone',
        [OTHERS],
        'because no resource-based policy allows the kms:DescribeKey action',
        'does not allow',
      ],
      [
        'denies everybody',
        [OWN, { ...OWN, Effect: 'Deny' }],
        'with an explicit deny in a resource-based policy',
        'explicitly denies',
      ],
    ])('%s is blamed for it, and not the role (Q19, Q20)', async (_what, statements, why, reason) => {
      const KeyId = await keyOf(...statements);
      await expect(kms.send(new DescribeKeyCommand({ KeyId }))).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: expect.stringContaining(`kms:DescribeKey on resource: ${KeyId} ${why}`),
      });
      expect(await decrypts(KeyId)).toMatchObject({
        allowed: false,
        reason: expect.stringContaining(`the own policy of ${KeyId} ${reason} kms:Decrypt to arn:`),
      });
    });

    it('delegates to IAM lets the role use it through a service', async () => {
      expect(await decrypts(await keyOf(OWN))).toMatchObject({ allowed: true });
    });
  });

  describe('that is called by an alias (Q21)', () => {
    const KEY = '33333333-2222-4333-8444-555555555555';
    beforeAll(() => aws.emulator.putKeys([{ KeyId: KEY, Aliases: ['alias/data', 'alias/other'] }]));
    const makes = async (KeyId: string) => {
      const { KeyId: found } = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
      return found;
    };

    it.each(['alias/data', `${KMS}:alias/data`])('is allowed by a condition on %s', async (name) => {
      expect(await makes(name)).toBe(`${KMS}:key/${KEY}`);
    });

    it.each([KEY, 'alias/other'])('is not allowed by it when it is called %s', async (name) => {
      await expect(makes(name)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    });

    it("is not allowed by a policy that names the alias's ARN", async () => {
      const command = new EncryptCommand({ KeyId: 'alias/data', Plaintext: new Uint8Array(1) });
      await expect(kms.send(command)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    });

    it('is not found where no key has the alias', async () => {
      await expect(makes('alias/nobody')).rejects.toMatchObject({ name: 'NotFoundException' });
    });
  });
});
