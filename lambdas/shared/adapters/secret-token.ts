import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ERRORS } from '../contract/errors.ts';
import { NamedError } from '../domain/named-error.ts';
import { withoutEnd } from '../domain/text.ts';
import type { Clock } from '../ports/clock.ts';
import { secretsManager } from './secrets-manager-client.ts';
import { namingTransients } from './transient.ts';

/** So long a token is used before it is read again: a new one is in use that soon. */
const KEPT_MS = 5 * 60_000;

/** What may stand in an HTTP header after `Bearer `. Source: RFC 6750, section 2.1. */
const TOKEN = /^[\w\-.~+/]+=*$/;

/** A bearer token that is a secret's text. */
export class SecretToken {
  readonly #arn: string;
  readonly #clock: Clock;
  readonly #client: SecretsManagerClient;
  #kept: { readonly until: number; readonly token: Promise<string> } | undefined;

  constructor(arn: string, clock: Clock, client: SecretsManagerClient = secretsManager) {
    this.#arn = arn;
    this.#clock = clock;
    this.#client = client;
  }

  /** @throws TransientFailure, CredentialsUnreadable */
  async read(): Promise<string> {
    const now = this.#clock.now();
    // One reading for all who ask at once; one that failed is kept for nobody else.
    if (!this.#kept || now >= this.#kept.until) this.#kept = { until: now + KEPT_MS, token: this.#fetch() };
    const { token } = this.#kept;
    try {
      return await token;
    } catch (error) {
      if (this.#kept?.token === token) this.#kept = undefined;
      throw error;
    }
  }

  async #fetch(): Promise<string> {
    const token = (await this.#text()).trim();
    // No error shows what it contains.
    if (!TOKEN.test(token))
      throw this.#unreadable(
        'its text is not a bearer token. Store the service account’s token there as text',
      );
    return token;
  }

  async #text(): Promise<string> {
    const command = new GetSecretValueCommand({ SecretId: this.#arn });
    try {
      const { SecretString } = await namingTransients('Secrets Manager GetSecretValue', () =>
        this.#client.send(command),
      );
      if (SecretString !== undefined) return SecretString;
    } catch (error) {
      const { name, message } = error as Error;
      if (name === ERRORS.transient) throw error;
      throw this.#unreadable(`${name}: ${message}`, error);
    }
    throw this.#unreadable('it is binary. Store the service account’s token there as text');
  }

  #unreadable(why: string, cause?: unknown): NamedError {
    return new NamedError(
      ERRORS.credentialsUnreadable,
      `The token for the API servers in ${this.#arn}: ${withoutEnd(why)}.`,
      { cause },
    );
  }
}
