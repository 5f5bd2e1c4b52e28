import type {
  KeyAnswer,
  KeyDescription,
  KeyRefusal,
} from '../../../../../../lambdas/migration/ports/keys.ts';
import {
  type KmsPorts,
  verifyKms,
} from '../../../../../../lambdas/migration/preflight/verify-kms/verify-kms.ts';

const ARN = 'arn:aws:kms:us-west-1:111122223333:key/1';
const ENABLED: KeyDescription = {
  arn: ARN,
  state: 'Enabled',
  usage: 'ENCRYPT_DECRYPT',
  spec: 'SYMMETRIC_DEFAULT',
  manager: 'CUSTOMER',
  origin: 'AWS_KMS',
  deletionAt: '',
};
const refused = (refusal: KeyRefusal) => ({ answered: false, refusal, message: `${refusal}!` }) as const;

interface Script {
  readonly described?: KeyAnswer<KeyDescription>;
  /** What comes back of what was put in. */
  readonly back?: (plaintext: Uint8Array) => KeyAnswer<Uint8Array>;
  readonly opensOtherwise?: boolean;
  readonly rotates?: KeyAnswer<boolean>;
}

/** Keys that do as scripted and keep who was asked for what. Nobody is asked who may use them. */
function keysThat({ described = { answered: true, value: ENABLED }, back, opensOtherwise, rotates }: Script) {
  const tried: { readonly arn: string; readonly plaintext: Uint8Array; readonly context: object }[] = [];
  const keys: KmsPorts['keys'] = {
    describe: async () => described,
    roundTrip: async (arn, plaintext, context) => {
      tried.push({ arn, plaintext, context });
      const came = back ? back(plaintext) : ({ answered: true, value: plaintext } as const);
      if (!came.answered) return came;
      return { answered: true, value: { plaintext: came.value, opensOtherwise: opensOtherwise ?? false } };
    },
    rotates: async () => rotates ?? { answered: true, value: true },
    policyOf: async () => refused('other'),
    grantsTo: async () => refused('other'),
  };
  return { keys, tried };
}

const portsOf = (keys: KmsPorts['keys']): KmsPorts => ({
  keys,
  ownPolicies: { ask: async () => ({ decision: 'implicitDeny', withinLimits: true, missing: [] }) },
  clusterCalled: () => ({ etcdVolumes: async () => [] }),
});
const asked = (...arns: string[]) => ({
  account: '111122223333',
  region: 'us-west-1',
  keys: arns.map((arn) => ({ arn, usedBy: [], roles: [] })),
});

async function verify(script: Script) {
  const { keys, tried } = keysThat(script);
  const result = await verifyKms(asked(ARN), portsOf(keys), { run: 'run-1' });
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

  it.each<[string, Script]>([
    ['disabled', { described: { answered: true, value: { ...ENABLED, state: 'Disabled' } } }],
    ['refused', { back: () => refused('denied') }],
  ])('says who may use a key, also of one that is %s', async (_how, script) => {
    const roles = ['arn:aws:iam::111122223333:role/masters'];
    const settings = {
      account: '111122223333',
      region: 'us-east-1',
      keys: [{ arn: ARN, usedBy: [], roles }],
    };
    const { findings } = await verifyKms(settings, portsOf(keysThat(script).keys), {});
    expect(findings.map(({ subject }) => subject)).toEqual([ARN, ARN, `${ARN} (masters)`]);
    expect(findings[1]?.code).toBe('key-of-another-region');
  });

  it('looks at every key, whatever the others are like', async () => {
    const { keys } = keysThat({});
    const describe = async (arn: string) =>
      arn === 'bad' ? refused('not-found') : ({ answered: true, value: ENABLED } as const);
    const { findings } = await verifyKms(asked('bad', 'good'), portsOf({ ...keys, describe }), {});
    expect(findings.map(({ subject, level }) => [subject, level])).toEqual([
      ['bad', 'fail'],
      ['good', 'pass'],
    ]);
  });

  it('fails a key that opens under another encryption context', async () => {
    const { finding } = await verify({ opensOtherwise: true });
    expect(finding).toMatchObject({ level: 'fail', code: 'key-context-ignored' });
  });

  it.each<[string, Script, string[]]>([
    ['is off', { rotates: { answered: true, value: false } }, ['key-ready', 'key-rotation-off']],
    ['is unknown', { rotates: refused('denied') }, ['key-ready', 'key-rotation-unreadable']],
    [
      'is not to be had, for its material came from elsewhere',
      {
        described: { answered: true, value: { ...ENABLED, origin: 'EXTERNAL' } },
        rotates: refused('unsuitable'),
      },
      ['key-ready'],
    ],
  ])('warns if rotation %s, unless it can be neither on nor off', async (_how, script, codes) => {
    const { findings } = await verifyKms(asked(ARN), portsOf(keysThat(script).keys), {});
    expect(findings.map(({ code }) => code)).toEqual(codes);
    expect(findings.every(({ level }) => level === 'pass' || level === 'warn')).toBe(true);
  });

  it('fails a key of another Region than the cluster', async () => {
    const settings = { ...asked(ARN), region: 'us-east-1' };
    const { findings } = await verifyKms(settings, portsOf(keysThat({}).keys), {});
    expect(findings.map(({ level, code }) => `${level} ${code}`)).toContain('fail key-of-another-region');
  });
});
