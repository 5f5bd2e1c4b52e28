import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { jsonIn } from '../../../shared/domain/json.ts';
import type { HostAndPort, LoginSettings } from '../../contract/settings.ts';
import { iamToken } from './iam-token.ts';
import { LoginError } from './login-error.ts';

export interface Credentials {
  readonly user: string;
  readonly password: string;
  /** '' where nothing says which. */
  readonly database: string;
}

/** As Secrets Manager and RDS keep them: "JSON structure of AWS Secrets Manager database credential secrets". */
const secretSchema = z.object({
  username: z.string().check(z.minLength(1)),
  password: z.string().check(z.minLength(1)),
  dbname: z.optional(z.string()),
});

/** Who logs in, from the secret or by a token of IAM. @throws LoginError that shows nothing of a secret */
export async function credentialsOf(
  { by, database }: LoginSettings,
  at: HostAndPort,
  client: SecretsManagerClient,
): Promise<Credentials> {
  if ('iamUser' in by)
    return { user: by.iamUser, password: await iamToken(by.iamUser, at, client.config), database };
  const { username, password, dbname = '' } = await secretIn(by.secretArn, client);
  return { user: username, password, database: database || dbname };
}

async function secretIn(arn: string, client: SecretsManagerClient): Promise<z.infer<typeof secretSchema>> {
  const text = await textOf(arn, client);
  const found = secretSchema.safeParse(jsonIn(text));
  if (found.success) return found.data;
  throw new LoginError(
    'secret-unreadable',
    `${arn}: it is not JSON with the texts \`username\` and \`password\``,
  );
}

async function textOf(SecretId: string, client: SecretsManagerClient): Promise<string> {
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? '';
  } catch (error) {
    const { name, message } = error as Error;
    throw new LoginError('secret-unreadable', `${SecretId}: ${name}: ${message}`);
  }
}
