/** How a query is authorized. */
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { HttpRequest } from '@smithy/core/protocols';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod/mini';
import { jsonIn } from '../../../shared/domain/json.ts';
import type { PrometheusAuth } from '../../contract/prometheus-settings.ts';
import type { Request } from './ask.ts';
import { NotAnswered } from './not-answered.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const user = z.object({
  username: z.string().check(z.minLength(1)),
  password: z.string().check(z.minLength(1)),
});
/** What a header may contain. */
const TOKEN = /^[\x21-\x7e]+$/;

/** The request as it is sent. @throws NotAnswered that shows nothing of a secret */
export async function authorized(
  { url, body }: Omit<Request, 'headers'>,
  auth: PrometheusAuth | undefined,
  client: SecretsManagerClient,
): Promise<Request> {
  const common = { ...FORM, 'user-agent': await agentOf(client) };
  if (auth === undefined) return { url, body, headers: common };
  if (auth.kind === 'sigv4') {
    const signature = await signed({ url, body }, auth.region, client);
    return { url, body, headers: { ...common, ...signature } };
  }
  const secret = await textOf(auth.secretArn, client);
  const authorization =
    auth.kind === 'bearer' ? bearer(secret, auth.secretArn) : basic(secret, auth.secretArn);
  return { url, body, headers: { ...common, authorization } };
}

function bearer(secret: string, arn: string): string {
  const token = secret.trim();
  if (!TOKEN.test(token)) throw new NotAnswered(`the secret ${arn} is not a token`);
  return `Bearer ${token}`;
}

function basic(secret: string, arn: string): string {
  const read = user.safeParse(jsonIn(secret));
  if (!read.success)
    throw new NotAnswered(`the secret ${arn} is not JSON with the texts \`username\` and \`password\``);
  const { username, password } = read.data;
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

async function textOf(SecretId: string, client: SecretsManagerClient): Promise<string> {
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? '';
  } catch (error) {
    const { name, message } = error as Error;
    throw new NotAnswered(`the secret ${SecretId} can't be read: ${name}: ${message}`);
  }
}

/** In the SDKs' form, so that the log of queries shows which function sent them. */
async function agentOf({ config }: SecretsManagerClient): Promise<string> {
  const id = await config.userAgentAppId();
  return id === undefined ? 'kops-cutover' : `app/${id}`;
}

/** As Amazon Managed Service for Prometheus takes it. */
async function signed(
  { url, body }: Omit<Request, 'headers'>,
  region: string,
  { config }: SecretsManagerClient,
): Promise<Request['headers']> {
  const { hostname, pathname } = new URL(url);
  const signer = new SignatureV4({
    service: 'aps',
    region,
    credentials: config.credentials,
    sha256: Hash.bind(null, 'sha256'),
  });
  const request = new HttpRequest({
    method: 'POST',
    protocol: 'https:',
    hostname,
    path: pathname,
    headers: { ...FORM, host: hostname },
    body,
  });
  const { host: _, ...headers } = (await signer.sign(request)).headers;
  return headers;
}
