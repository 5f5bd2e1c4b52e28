import {
  CreateKeyCommand,
  DisableKeyCommand,
  EnableKeyRotationCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { KmsKeys } from '../../../../lambdas/migration/adapters/kms-keys.ts';
import type { KeyRefusal } from '../../../../lambdas/migration/ports/keys.ts';
import { JsonServer, type Operation, Refusal } from '../../../support/json-server.ts';
import { ACCOUNT, REGION } from '../../emulator/offline-aws.ts';
import { clientOptions } from '../shared-emulator.ts';

const SECRET = new TextEncoder().encode('a secret of 32 bytes, give or take');
const CONTEXT = { run: 'run-1' };

describe('Keys in KMS', () => {
  let client: KMSClient;
  beforeAll(() => {
    client = new KMSClient(clientOptions());
  });
  afterAll(() => client?.destroy());
  const makeKey = async () => {
    const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
    return { id: KeyMetadata?.KeyId ?? '', arn: KeyMetadata?.Arn ?? '' };
  };

  it('are described, and give back what they encrypted', async () => {
    const { arn } = await makeKey();
    const keys = new KmsKeys(client);
    expect(await keys.describe(arn)).toEqual({
      answered: true,
      value: {
        state: 'Enabled',
        arn,
        usage: 'ENCRYPT_DECRYPT',
        spec: 'SYMMETRIC_DEFAULT',
        manager: 'CUSTOMER',
        origin: 'AWS_KMS',
        deletionAt: '',
      },
    });
    const back = await keys.roundTrip(arn, SECRET, CONTEXT);
    expect(back.answered && Buffer.from(back.value.plaintext).equals(SECRET)).toBe(true);
    expect(back.answered && back.value.opensOtherwise).toBe(false);
    expect(await keys.rotates(arn)).toEqual({ answered: true, value: false });
    await client.send(new EnableKeyRotationCommand({ KeyId: arn }));
    expect(await keys.rotates(arn)).toEqual({ answered: true, value: true });
  });

  it('that are disabled or to be deleted say so', async () => {
    const keys = new KmsKeys(client);
    const [disabled, doomed] = [await makeKey(), await makeKey()];
    await client.send(new DisableKeyCommand({ KeyId: disabled.id }));
    await client.send(new ScheduleKeyDeletionCommand({ KeyId: doomed.id, PendingWindowInDays: 7 }));
    expect(await keys.describe(disabled.arn)).toMatchObject({ value: { state: 'Disabled' } });
    expect(await keys.roundTrip(disabled.arn, SECRET, CONTEXT)).toMatchObject({ refusal: 'disabled' });
    expect(await keys.describe(doomed.arn)).toMatchObject({
      value: { state: 'PendingDeletion', deletionAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
    });
  });

  it('that are not there are not found', async () => {
    const arn = `arn:aws:kms:${REGION}:${ACCOUNT}:key/00000000-0000-0000-0000-000000000000`;
    const keys = new KmsKeys(client);
    expect(await keys.describe(arn)).toMatchObject({ answered: false, refusal: 'not-found' });
    expect(await keys.roundTrip(arn, SECRET, CONTEXT)).toMatchObject({ refusal: 'not-found' });
  });
});

describe('What KMS refuses', () => {
  let server: JsonServer | undefined;
  afterEach(() => server?.stop());

  async function keysThat(operations: Readonly<Record<string, Operation>>) {
    server = await JsonServer.start(operations);
    return new KmsKeys(new KMSClient(server.client));
  }
  const refuse =
    (code: string, status = 400) =>
    () => {
      throw new Refusal(code, 'no', status);
    };

  it.each<[string, KeyRefusal, number]>([
    ['NotFoundException', 'not-found', 400],
    ['AccessDeniedException', 'denied', 400],
    ['DisabledException', 'disabled', 400],
    ['KMSInvalidStateException', 'invalid-state', 400],
    ['InvalidKeyUsageException', 'unsuitable', 400],
    ['ThrottlingException', 'throttled', 400],
    ['LimitExceededException', 'throttled', 400],
    ['KeyUnavailableException', 'unavailable', 500],
    ['DependencyTimeoutException', 'unavailable', 500],
    ['KMSInternalException', 'unavailable', 500],
    ['SomethingNewException', 'unavailable', 503],
    ['SomethingNewException', 'other', 400],
  ])('is told apart: %s is %s', async (code, refusal, status) => {
    const keys = await keysThat({ DescribeKey: refuse(code, status), Encrypt: refuse(code, status) });
    expect(await keys.describe('key')).toEqual({ answered: false, refusal, message: `${code}: no` });
    expect(await keys.roundTrip('key', SECRET, CONTEXT)).toMatchObject({ answered: false, refusal });
  });

  it('may be the decryption alone', async () => {
    const keys = await keysThat({
      Encrypt: () => ({ CiphertextBlob: 'AAAA' }),
      Decrypt: refuse('AccessDeniedException'),
    });
    expect(await keys.roundTrip('key', SECRET, CONTEXT)).toMatchObject({ refusal: 'denied' });
    expect(
      server?.calls.map(({ operation, input }) => [operation, input.KeyId, input.EncryptionContext]),
    ).toEqual([
      ['Encrypt', 'key', CONTEXT],
      ['Decrypt', 'key', CONTEXT],
    ]);
  });

  it.each([
    ['refuses', refuse('InvalidCiphertextException'), false],
    ['opens', () => ({ Plaintext: 'AAAA' }), true],
  ])('tells whether another context %s what was encrypted', async (_what, other, opensOtherwise) => {
    const keys = await keysThat({
      Encrypt: () => ({ CiphertextBlob: 'AAAA' }),
      Decrypt: (input) =>
        'context' in (input.EncryptionContext as object) ? other() : { Plaintext: 'AAAA' },
    });
    expect(await keys.roundTrip('key', SECRET, CONTEXT)).toMatchObject({ value: { opensOtherwise } });
    const contexts = server?.calls.map(({ input }) => input.EncryptionContext);
    expect(contexts?.slice(0, 2)).toEqual([CONTEXT, CONTEXT]);
  });

  it('says nothing of a key that it does not describe', async () => {
    const keys = await keysThat({ DescribeKey: () => ({}) });
    expect(await keys.describe('key')).toMatchObject({ value: { state: 'not reported' } });
  });
});
