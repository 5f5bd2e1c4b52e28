import type { Grant } from '../domain/access/may.ts';
import type { Statement } from '../domain/access/policy.ts';

/** What KMS says of a key; the words are KMS's own. */
export interface KeyDescription {
  readonly arn: string;
  /** `Enabled`, `Disabled`, `PendingDeletion`, `PendingImport`, `Creating`, `Updating`, `Unavailable`, … */
  readonly state: string;
  /** `ENCRYPT_DECRYPT`, `SIGN_VERIFY`, … */
  readonly usage: string;
  /** `SYMMETRIC_DEFAULT`, `RSA_2048`, … */
  readonly spec: string;
  /** `CUSTOMER`, or `AWS` for the keys that AWS makes for its services. */
  readonly manager: string;
  /** `AWS_KMS`, or `EXTERNAL`, `AWS_CLOUDHSM`, `EXTERNAL_KEY_STORE` for material that KMS didn't make. */
  readonly origin: string;
  /** When a pending deletion happens, ISO 8601; '' when none is pending. */
  readonly deletionAt: string;
}

/** Why KMS did not do what was asked. */
export type KeyRefusal =
  | 'not-found'
  | 'denied'
  | 'disabled'
  /** The state of the key does not allow it (pending deletion, pending import, …). */
  | 'invalid-state'
  /** The key is of a kind that cannot do it. */
  | 'unsuitable'
  | 'throttled'
  /** KMS, or the key store behind the key, does not answer. */
  | 'unavailable'
  | 'other';

export type KeyAnswer<T> =
  | { readonly answered: true; readonly value: T }
  | { readonly answered: false; readonly refusal: KeyRefusal; readonly message: string };

/** What came back, and whether another encryption context opened it, too. */
export interface RoundTripResult {
  readonly plaintext: Uint8Array;
  readonly opensOtherwise: boolean;
}

export interface Keys {
  /** @param key id, ARN or alias */
  describe(key: string): Promise<KeyAnswer<KeyDescription>>;
  /** Encrypts and decrypts again; the value is what came back. @param context bound to the ciphertext and shown in CloudTrail */
  roundTrip(
    arn: string,
    plaintext: Uint8Array,
    context: Readonly<Record<string, string>>,
  ): Promise<KeyAnswer<RoundTripResult>>;
  /** Whether its material is replaced each year, or as often as is set. */
  rotates(arn: string): Promise<KeyAnswer<boolean>>;
}

/** What keys themselves say about who may use them. */
export interface KeyRights {
  /** KMS shows it to the key's own account only. */
  policyOf(arn: string): Promise<KeyAnswer<readonly Statement[]>>;
  /** @param role ARN of who was granted something */
  grantsTo(arn: string, role: string): Promise<KeyAnswer<readonly Grant[]>>;
}
