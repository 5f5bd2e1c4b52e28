import type {
  KeyAnswer,
  KeyDescription,
  KeyRefusal,
  Keys,
} from '../../../../../../lambdas/migration/ports/keys.ts';
import { verifyKms } from '../../../../../../lambdas/migration/preflight/verify-kms/verify-kms.ts';

const ARN = 'arn:aws:kms:us-west-1:111122223333:key/1';
const ENABLED: KeyDescription = {
  arn: ARN,
  state: 'Enabled',
  usage: 'ENCRYPT_DECRYPT',
  spec: 'SYMMETRIC_DEFAULT',
  manager: 'CUSTOMER',
  deletionAt: '',
};
const refused = (refusal: KeyRefusal) => ({ answered: false, refusal, message: `${refusal}!` }) as const;

interface Script {
  readonly described?: KeyAnswer<KeyDescription>;
  /** What comes back of what was put in. */
  readonly back?: (plaintext: Uint8Array) => KeyAnswer<Uint8Array>;
}

/** Keys that do as scripted and keep who was asked for what. */
function keysThat({ described = { answered: true, value: ENABLED }, back }: Script) {
  const tried: { readonly arn: string; readonly plaintext: Uint8Array; readonly context: object }[] = [];
  const keys: Keys = {
    describe: async () => described,
    roundTrip: async (arn, plaintext, context) => {
      tried.push({ arn, plaintext, context });
      return back ? back(plaintext) : { answered: true, value: plaintext };
    },
  };
  return { keys, tried };
}

async function verify(script: Script) {
  const { keys, tried } = keysThat(script);
  const result = await verifyKms([{ arn: ARN }], keys, { run: 'run-1' });
  expect(result.check).toBe('VerifyKms');
  expect(result.findings).toHaveLength(1);
  return { finding: result.findings[0], tried };
}

describe('VerifyKms', () => {
  it('passes a key that is enabled and gives back what was encrypted', async () => {
    const { finding, tried } = await verify({});
    expect(finding).toMatchObject({ level: 'pass', code: 'key-ready', subject: ARN, toDo: '' });
    expect(tried).toEqual([{ arn: ARN, plaintext: expect.any(Uint8Array), context: { run: 'run-1' } }]);
    expect(tried[0]?.plaintext).toHaveLength(32);
  });

  it('never encrypts the same value twice', async () => {
    const [one, two] = [await verify({}), await verify({})];
    expect(one.tried[0]?.plaintext).not.toEqual(two.tried[0]?.plaintext);
  });

  it.each<[string, Partial<KeyDescription>, RegExp]>([
    ['key-disabled', { state: 'Disabled' }, /Disabled/],
    ['key-pending-deletion', { state: 'PendingDeletion', deletionAt: '2027-03-08T00:00:00Z' }, /2027-03-08/],
    ['key-pending-deletion', { state: 'PendingReplicaDeletion' }, /PendingReplicaDeletion/],
    ['key-pending-import', { state: 'PendingImport' }, /PendingImport/],
    ['key-not-usable', { state: 'Unavailable' }, /Unavailable/],
    ['key-not-usable', { state: 'Creating' }, /Creating/],
    ['key-not-usable', { state: 'not reported' }, /not reported/],
    [
      'key-not-symmetric',
      { usage: 'SIGN_VERIFY', spec: 'RSA_2048' },
      /key spec is RSA_2048, its usage SIGN_VERIFY/,
    ],
    ['key-not-symmetric', { spec: 'RSA_4096' }, /RSA_4096/],
  ])('fails with %s by what KMS says of it, without trying the key', async (code, description, seen) => {
    const described = { answered: true, value: { ...ENABLED, ...description } } as const;
    const { finding, tried } = await verify({ described });
    expect(finding).toMatchObject({ level: 'fail', code, seen: expect.stringMatching(seen) });
    expect(finding?.toDo).not.toBe('');
    expect(tried).toEqual([]);
  });

  it.each<[KeyRefusal, string]>([
    ['not-found', 'key-not-found'],
    ['denied', 'key-denied'],
    ['disabled', 'key-disabled'],
    ['invalid-state', 'key-not-usable'],
    ['unsuitable', 'key-not-symmetric'],
    ['throttled', 'key-throttled'],
    ['unavailable', 'key-unavailable'],
    ['other', 'key-not-known'],
  ])('tells apart why the key would not encrypt: %s', async (refusal, code) => {
    const { finding } = await verify({ back: () => refused(refusal) });
    expect(finding).toMatchObject({
      level: 'fail',
      code,
      seen: `KMS could not encrypt and decrypt: ${refusal}!`,
    });
  });

  it('fails when another value comes back', async () => {
    const { finding } = await verify({ back: () => ({ answered: true, value: new Uint8Array(32) }) });
    expect(finding).toMatchObject({ level: 'fail', code: 'key-round-trip-differs' });
  });

  it('does not try a key that does not exist', async () => {
    const { finding, tried } = await verify({ described: refused('not-found') });
    expect(finding).toMatchObject({ level: 'fail', code: 'key-not-found' });
    expect(tried).toEqual([]);
  });

  it('only warns of a key that it may not describe but can use: its state is not known', async () => {
    const { finding } = await verify({ described: refused('denied') });
    expect(finding).toMatchObject({ level: 'warn', code: 'key-denied' });
    expect(finding?.seen).toMatch(/could not describe: denied!.*was encrypted and decrypted/);
  });

  it('fails a key that it may neither describe nor use', async () => {
    const { finding } = await verify({ described: refused('denied'), back: () => refused('denied') });
    expect(finding).toMatchObject({ level: 'fail', code: 'key-denied' });
  });

  it('looks at every key, whatever the others are like', async () => {
    const keys: Keys = {
      describe: async (arn) => (arn === 'bad' ? refused('not-found') : { answered: true, value: ENABLED }),
      roundTrip: async (_arn, plaintext) => ({ answered: true, value: plaintext }),
    };
    const { findings } = await verifyKms([{ arn: 'bad' }, { arn: 'good' }], keys, {});
    expect(findings.map(({ subject, level }) => [subject, level])).toEqual([
      ['bad', 'fail'],
      ['good', 'pass'],
    ]);
  });
});
