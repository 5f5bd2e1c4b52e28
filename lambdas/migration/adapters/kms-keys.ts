import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  type GrantListEntry,
  InvalidCiphertextException,
  type KMSClient,
  paginateListGrants,
} from '@aws-sdk/client-kms';
import { isTransient } from '../../shared/adapters/transient.ts';
import { unlessGone } from '../../shared/adapters/unless-gone.ts';
import type { Grant } from '../domain/access/may.ts';
import type { Statement } from '../domain/access/policy.ts';
import type {
  KeyAnswer,
  KeyDescription,
  KeyRefusal,
  KeyRights,
  Keys,
  RoundTripResult,
} from '../ports/keys.ts';
import { listedIn } from './listed-in.ts';
import { parsePolicy } from './policy-document.ts';

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
export class KmsKeys implements Keys, KeyRights {
  readonly #client: KMSClient;

  constructor(client: KMSClient) {
    this.#client = client;
  }

  describe(KeyId: string): Promise<KeyAnswer<KeyDescription>> {
    return answerOf(async () => {
      const { KeyMetadata: key } = await this.#client.send(new DescribeKeyCommand({ KeyId }));
      return {
        arn: key?.Arn ?? KeyId,
        state: key?.KeyState ?? 'not reported',
        usage: key?.KeyUsage ?? 'not reported',
        spec: key?.KeySpec ?? 'not reported',
        manager: key?.KeyManager ?? 'not reported',
        origin: key?.Origin ?? 'not reported',
        deletionAt: key?.DeletionDate?.toISOString() ?? '',
      };
    });
  }

  policyOf(arn: string): Promise<KeyAnswer<readonly Statement[]>> {
    return answerOf(async () => {
      const { Policy } = await this.#client.send(new GetKeyPolicyCommand({ KeyId: arn }));
      return parsePolicy(Policy ?? '', `the key ${arn}`);
    });
  }

  grantsTo(arn: string, role: string): Promise<KeyAnswer<readonly Grant[]>> {
    return answerOf(async () => {
      const question = { KeyId: arn, GranteePrincipal: role };
      const pages = paginateListGrants({ client: this.#client, pageSize: 100 }, question);
      return (await listedIn(pages, ({ Grants }) => Grants ?? [])).map(grantOf);
    });
  }

  roundTrip(
    arn: string,
    plaintext: Uint8Array,
    context: Readonly<Record<string, string>>,
  ): Promise<KeyAnswer<RoundTripResult>> {
    return answerOf(async () => {
      const { CiphertextBlob } = await this.#client.send(
        new EncryptCommand({ KeyId: arn, Plaintext: plaintext, EncryptionContext: { ...context } }),
      );
      const decrypt = (EncryptionContext: Record<string, string>) =>
        this.#client.send(new DecryptCommand({ KeyId: arn, CiphertextBlob, EncryptionContext }));
      const { Plaintext } = await decrypt({ ...context });
      const opened = await unlessGone([InvalidCiphertextException], () => decrypt({ ...context, ...OTHER }));
      return { plaintext: Plaintext ?? new Uint8Array(), opensOtherwise: opened !== undefined };
    });
  }

  rotates(arn: string): Promise<KeyAnswer<boolean>> {
    return answerOf(async () => {
      const { KeyRotationEnabled } = await this.#client.send(new GetKeyRotationStatusCommand({ KeyId: arn }));
      return KeyRotationEnabled ?? false;
    });
  }
}

/** What the ciphertext is not bound to. */
const OTHER = { context: 'another' };

function grantOf({ GrantId, GranteePrincipal, Operations, Constraints }: GrantListEntry): Grant {
  return {
    id: GrantId ?? '',
    grantee: GranteePrincipal ?? '',
    operations: Operations ?? [],
    constrained: Object.keys(Constraints ?? {}).length > 0,
  };
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
