import { DescribeTableCommand, DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, KMSClient, NotFoundException } from '@aws-sdk/client-kms';
import {
  DescribeSecretCommand,
  ResourceNotFoundException as NoSuchSecret,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Lookups } from './rules.ts';

interface Clients {
  readonly dynamodb: DynamoDBClient;
  readonly kms: KMSClient;
  readonly secretsManager: SecretsManagerClient;
}

/** Asks the emulator directly, as root; what was found is kept, for no answer changes while a table, an alias, a secret or a token lives. */
export function emulatorLookups(endpoint: string, rootAccessKeyId: string): Lookups & { close(): void } {
  const credentials = { accessKeyId: rootAccessKeyId, secretAccessKey: rootAccessKeyId };
  const clients = new Map<string, Clients>();
  const found = new Map<string, string>();

  function clientsOf(region: string) {
    const made = clients.get(region) ?? {
      dynamodb: new DynamoDBClient({ endpoint, region, credentials }),
      kms: new KMSClient({ endpoint, region, credentials }),
      secretsManager: new SecretsManagerClient({ endpoint, region, credentials }),
    };
    clients.set(region, made);
    return made;
  }

  async function remembered(
    key: string,
    find: () => Promise<string | undefined>,
  ): Promise<string | undefined> {
    const known = found.get(key) ?? (await find());
    if (known !== undefined) found.set(key, known);
    return known;
  }

  return {
    partitionKey: (table, region) =>
      remembered(`table ${region} ${table}`, () =>
        unlessMissing(ResourceNotFoundException, async () => {
          const command = new DescribeTableCommand({ TableName: table });
          const answer = await clientsOf(region).dynamodb.send(command);
          return answer.Table?.KeySchema?.find((key) => key.KeyType === 'HASH')?.AttributeName;
        }),
      ),
    keyOfAlias: (alias, region) =>
      remembered(`alias ${region} ${alias}`, () =>
        unlessMissing(NotFoundException, async () => {
          const answer = await clientsOf(region).kms.send(new DescribeKeyCommand({ KeyId: alias }));
          return answer.KeyMetadata?.Arn;
        }),
      ),
    secret: (arn, region) =>
      remembered(`secret ${region} ${arn}`, () =>
        unlessMissing(NoSuchSecret, async () => {
          const command = new DescribeSecretCommand({ SecretId: arn });
          return (await clientsOf(region).secretsManager.send(command)).ARN;
        }),
      ),
    secretKey: (arn, region) =>
      remembered(`key of secret ${region} ${arn}`, () =>
        unlessMissing(NoSuchSecret, async () => {
          const command = new DescribeSecretCommand({ SecretId: arn });
          return (await clientsOf(region).secretsManager.send(command)).KmsKeyId;
        }),
      ),
    machineOfToken: (token) => remembered(`token ${token}`, () => machineOfToken(endpoint, token)),
    close: () => {
      for (const each of clients.values()) {
        for (const client of Object.values(each)) client.destroy();
      }
    },
  };
}

async function machineOfToken(endpoint: string, token: string): Promise<string | undefined> {
  const body = JSON.stringify({ token });
  const response = await fetch(`${endpoint}/_rehearsal/task-token`, { method: 'POST', body });
  const answer = await response.text();
  if (!response.ok) throw new Error(`the emulator does not say whose task token it is: ${answer}`);
  return (JSON.parse(answer) as { machine: string | null }).machine ?? undefined;
}

/** @param missing the error by which the emulator says that there is none */
async function unlessMissing<T>(
  missing: abstract new (...args: never[]) => Error,
  find: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof missing) return undefined;
    throw error;
  }
}
