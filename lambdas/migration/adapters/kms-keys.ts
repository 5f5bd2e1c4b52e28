import { DecryptCommand, DescribeKeyCommand, EncryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import { isTransient } from '../../shared/adapters/transient.ts';
import type { KeyAnswer, KeyDescription, KeyRefusal, Keys } from '../ports/keys.ts';

/** Names of KMS's exceptions. Source: the errors of DescribeKey, Encrypt and Decrypt in the KMS API reference. */
const REFUSALS: Readonly<Record<string, KeyRefusal>> = {
  NotFoundException: 'not-found',
  InvalidArnException: 'not-found',
  AccessDeniedException: 'denied',
  DisabledException: 'disabled',
  KMSInvalidStateException: 'invalid-state',
  InvalidKeyUsageException: 'unsuitable',
  UnsupportedOperationException: 'unsuitable',
  ThrottlingException: 'throttled',
  LimitExceededException: 'throttled',
  KeyUnavailableException: 'unavailable',
  DependencyTimeoutException: 'unavailable',
  KMSInternalException: 'unavailable',
};

/** Keys in KMS. */
export class KmsKeys implements Keys {
  readonly #client: KMSClient;

  constructor(client: KMSClient) {
    this.#client = client;
  }

  describe(arn: string): Promise<KeyAnswer<KeyDescription>> {
    return answerOf(async () => {
      const { KeyMetadata: key } = await this.#client.send(new DescribeKeyCommand({ KeyId: arn }));
      return {
        state: key?.KeyState ?? 'not reported',
        usage: key?.KeyUsage ?? 'not reported',
        spec: key?.KeySpec ?? 'not reported',
        manager: key?.KeyManager ?? 'not reported',
        deletionAt: key?.DeletionDate?.toISOString() ?? '',
      };
    });
  }

  roundTrip(
    arn: string,
    plaintext: Uint8Array,
    context: Readonly<Record<string, string>>,
  ): Promise<KeyAnswer<Uint8Array>> {
    return answerOf(async () => {
      const EncryptionContext = { ...context };
      const { CiphertextBlob } = await this.#client.send(
        new EncryptCommand({ KeyId: arn, Plaintext: plaintext, EncryptionContext }),
      );
      const { Plaintext } = await this.#client.send(
        new DecryptCommand({ KeyId: arn, CiphertextBlob, EncryptionContext }),
      );
      return Plaintext ?? new Uint8Array();
    });
  }
}

async function answerOf<T>(call: () => Promise<T>): Promise<KeyAnswer<T>> {
  try {
    return { answered: true, value: await call() };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    const refusal = REFUSALS[name] ?? (isTransient(error) ? 'unavailable' : 'other');
    return { answered: false, refusal, message: `${name}: ${message}` };
  }
}
