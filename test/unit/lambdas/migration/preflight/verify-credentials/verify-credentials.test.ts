import type { Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import type { CredentialSettings } from '../../../../../../lambdas/migration/contract/settings.ts';
import type { OwnPolicies } from '../../../../../../lambdas/migration/domain/access/may.ts';
import type { AccessRequest, Statement } from '../../../../../../lambdas/migration/domain/access/policy.ts';
import { uncovered } from '../../../../../../lambdas/migration/domain/readiness/coverage.ts';
import type { KeyAnswer, KeyDescription } from '../../../../../../lambdas/migration/ports/keys.ts';
import { verifyCredentials } from '../../../../../../lambdas/migration/preflight/verify-credentials/verify-credentials.ts';
import { MemoryCredentials } from '../../../../../fakes/migration/memory-credentials.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

const NODES = 'arn:aws:iam::111122223333:role/nodes.k8s.shop.test';
const PODS = 'arn:aws:iam::111122223333:role/pods';
const KEY = 'arn:aws:kms:us-west-1:111122223333:key/k1';
const LEFT_TO_IAM: Statement = {
  sid: 'Iam',
  effect: 'Allow',
  principals: { negated: false, aws: ['111122223333'] },
  actions: { negated: false, patterns: ['kms:*'] },
  resources: { negated: false, patterns: ['*'] },
  conditions: [],
};
const ENABLED: KeyDescription = {
  arn: KEY,
  state: 'Enabled',
  usage: 'ENCRYPT_DECRYPT',
  spec: 'SYMMETRIC_DEFAULT',
  manager: 'CUSTOMER',
  origin: 'AWS_KMS',
  deletionAt: '',
};

/** An account in which everybody may do everything, until a test says otherwise. */
function anAccount() {
  const asked: AccessRequest[] = [];
  const account = {
    parameters: new MemoryCredentials(),
    secrets: new MemoryCredentials(),
    asked,
    key: ENABLED,
    refusal: undefined as KeyAnswer<never> | undefined,
    keyPolicy: [LEFT_TO_IAM] as readonly Statement[],
    decide: (_request: AccessRequest): OwnPolicies['decision'] => 'allowed',
  };
  const keys = {
    describe: async () => account.refusal ?? ({ answered: true, value: account.key } as const),
    policyOf: async () => ({ answered: true, value: account.keyPolicy }) as const,
    grantsTo: async () => ({ answered: true, value: [] }) as const,
  };
  const ownPolicies = {
    ask: async (request: AccessRequest) => {
      asked.push(request);
      return { decision: account.decide(request), withinLimits: true, missing: [] };
    },
  };
  const { parameters, secrets } = account;
  return Object.assign(account, { ports: { parameters, secrets, keys, ownPolicies } });
}

const ALL: CredentialSettings = {
  parameters: ['/shop/db/url'],
  parameterPaths: [],
  secrets: [],
  secretPrefixes: [],
  roles: [NODES],
};
const briefly = (findings: readonly Finding[]) =>
  findings.map(({ level, code, subject }) => `${level} ${code} ${subject}`);

async function verify(account: ReturnType<typeof anAccount>, credentials: Partial<CredentialSettings> = {}) {
  const settings = someSettings({ credentials: { ...ALL, ...credentials } });
  const result = await verifyCredentials(settings, account.ports);
  expect(uncovered(settings, [result]).filter(({ check }) => check === 'VerifyCredentials')).toEqual([]);
  return result.findings;
}

describe('VerifyCredentials', () => {
  it('says that nothing is asked without credentials', async () => {
    expect(await verifyCredentials(someSettings(), anAccount().ports)).toEqual({
      check: 'VerifyCredentials',
      findings: [],
      notAsked: expect.stringContaining('`credentials`'),
    });
  });

  it('passes what every role may read and decrypt, through the service that keeps it', async () => {
    const account = anAccount();
    account.parameters.add({ name: '/shop/db/url', key: KEY });
    const findings = await verify(account, { roles: [NODES, PODS] });
    expect(briefly(findings)).toEqual(['pass credential-ready parameter /shop/db/url']);
    expect(findings[0]?.seen).toContain('nodes.k8s.shop.test, pods');
    expect(account.asked).toContainEqual(
      expect.objectContaining({
        action: 'kms:Decrypt',
        resource: KEY,
        context: expect.objectContaining({
          'kms:viaservice': ['ssm.us-west-1.amazonaws.com'],
          'kms:encryptioncontext:parameter_arn': [expect.stringContaining('parameter/shop/db/url')],
        }),
      }),
    );
  });

  it('says the same of many once, and has judged each', async () => {
    const account = anAccount();
    const parameters = Array.from({ length: 12 }, (_, i) => `/shop/${i}`);
    for (const name of parameters) account.parameters.add({ name });
    const findings = await verify(account, { parameters });
    expect(briefly(findings)).toEqual(['pass credential-ready parameter /shop/0 and 11 more']);
  });

  it('asks nothing about the keys of AWS, and none about plain text', async () => {
    const account = anAccount();
    account.parameters.add({ name: '/shop/db/url' });
    account.secrets.add({ name: 'shop/db', key: 'alias/aws/secretsmanager' });
    const findings = await verify(account, { secrets: ['shop/db'] });
    expect(findings.map(({ level }) => level)).toEqual(['pass', 'pass']);
    expect(account.asked.map(({ action }) => action)).not.toContain('kms:Decrypt');
  });

  it('asks KMS once about each key, and about each role that may use it', async () => {
    const account = anAccount();
    for (const name of ['/shop/a', '/shop/b', '/shop/c']) account.parameters.add({ name, key: KEY });
    account.secrets.add({ name: 'shop/db', key: KEY });
    const { keys } = account.ports;
    const [describe, policyOf, grantsTo] = [
      jest.spyOn(keys, 'describe'),
      jest.spyOn(keys, 'policyOf'),
      jest.spyOn(keys, 'grantsTo'),
    ];
    await verify(account, { parameterPaths: ['/shop/'], secrets: ['shop/db'], roles: [NODES, PODS] });
    expect(describe.mock.calls).toEqual([[KEY]]);
    expect(policyOf.mock.calls).toEqual([[KEY]]);
    expect(grantsTo.mock.calls).toEqual([
      [KEY, NODES],
      [KEY, PODS],
    ]);
  });

  it('judges each once that lies below a path, also if it is named', async () => {
    const account = anAccount();
    for (const name of ['/shop/db/url', '/shop/db/user', '/other']) account.parameters.add({ name });
    expect(briefly(await verify(account, { parameterPaths: ['/shop/', '/empty/'] }))).toEqual([
      'pass credentials-found parameters below /shop/',
      'fail credentials-not-found parameters below /empty/',
      'pass credential-ready parameter /shop/db/url',
      'pass credential-ready parameter /shop/db/user',
    ]);
  });

  it('fails for what is missing, without a value, or will be deleted; and says nothing else of it', async () => {
    const account = anAccount();
    account.secrets.add({ name: 'gone', deletionAt: '2027-02-01T00:00:00.000Z' });
    account.secrets.add({ name: 'empty', hasValue: false });
    expect(briefly(await verify(account, { secrets: ['gone', 'empty'] }))).toEqual([
      'fail credential-missing parameter /shop/db/url',
      'fail credential-deletion-scheduled secret gone',
      'fail credential-without-value secret empty',
    ]);
    expect(account.asked).toEqual([]);
  });

  it.each([
    ['Disabled', '', 'aws kms enable-key'],
    ['PendingDeletion', '2027-02-01T00:00:00.000Z', 'aws kms cancel-key-deletion'],
    ['Unavailable', '', 'Make the key usable again'],
  ])('fails if its key is %s', async (state, deletionAt, toDo) => {
    const account = anAccount();
    account.parameters.add({ name: '/shop/db/url', key: KEY });
    account.key = { ...ENABLED, state, deletionAt };
    const [finding] = await verify(account);
    expect(finding).toMatchObject({ level: 'fail', code: 'credential-key-unusable' });
    expect(finding?.seen).toContain(state);
    expect(finding?.seen).toContain(deletionAt);
    expect(finding?.toDo).toContain(toDo);
  });

  it('fails for the key of one that has no value, too', async () => {
    const account = anAccount();
    account.secrets.add({ name: 'empty', hasValue: false, key: KEY });
    account.key = { ...ENABLED, state: 'Disabled' };
    expect(briefly(await verify(account, { parameters: [], secrets: ['empty'] }))).toEqual([
      'fail credential-without-value secret empty',
      'fail credential-key-unusable secret empty',
    ]);
  });

  it.each([
    ['denied', 'credential-key-denied', 'Change the key’s policy'],
    ['not-found', 'credential-key-unusable', 'Encrypt the value with a key that is there.'],
    ['throttled', 'credential-key-unreadable', 'Fix what the message says'],
  ] as const)('tells apart why KMS does not describe its key: %s', async (refusal, code, toDo) => {
    const account = anAccount();
    account.parameters.add({ name: '/shop/db/url', key: KEY });
    account.refusal = { answered: false, refusal, message: 'why' };
    const [finding] = await verify(account);
    expect(finding).toMatchObject({ level: 'fail', code });
    expect(finding?.toDo).toContain(toDo);
  });

  it.each([
    ['read', 'ssm:GetParameter'],
    ['decrypt', 'kms:Decrypt'],
  ])('fails for the role that may not %s it, and names it', async (doing, action) => {
    const account = anAccount();
    account.parameters.add({ name: '/shop/db/url', key: KEY });
    account.decide = ({ role, action: asked }) =>
      role.arn === PODS && asked.startsWith(action) ? 'implicitDeny' : 'allowed';
    const findings = await verify(account, { roles: [NODES, PODS] });
    expect(briefly(findings)).toEqual(['fail credential-denied parameter /shop/db/url']);
    expect(findings[0]?.seen).toMatch(new RegExp(`^pods may not ${doing}`));
  });

  it('takes any of the calls that read a parameter', async () => {
    const account = anAccount();
    account.parameters.add({ name: '/shop/db/url' });
    account.decide = ({ action }) => (action === 'ssm:GetParameters' ? 'allowed' : 'implicitDeny');
    expect((await verify(account))[0]?.level).toBe('pass');
  });

  it("heeds a secret's own policy, which may leave it open", async () => {
    const account = anAccount();
    account.secrets.add({ name: 'shop/db' });
    const condition = { operator: 'StringNotEquals', key: 'aws:SourceVpce', values: ['vpce-1'] };
    const denial: Statement = {
      ...LEFT_TO_IAM,
      effect: 'Deny',
      sid: 'OnlyFromHere',
      principals: { negated: false, aws: ['*'] },
      actions: { negated: false, patterns: ['secretsmanager:GetSecretValue'] },
    };
    account.secrets.policies.set('shop/db', [{ ...denial, conditions: [condition] }]);
    const [open] = await verify(account, { parameters: [], secrets: ['shop/db'] });
    expect(open).toMatchObject({
      level: 'unknown',
      code: 'credential-access-unknown',
      subject: 'secret shop/db',
    });
    expect(open?.seen).toContain('OnlyFromHere: aws:SourceVpce');
    account.secrets.policies.set('shop/db', [denial]);
    const [denied] = await verify(account, { parameters: [], secrets: ['shop/db'] });
    expect(denied).toMatchObject({ level: 'fail', code: 'credential-denied' });
  });

  it('fails for what could not be found out, and hides nothing behind it', async () => {
    const account = anAccount();
    account.parameters.broken = 'AccessDenied';
    account.secrets.add({ name: 'a' });
    account.secrets.add({ name: 'b' });
    account.decide = ({ resource }) => {
      if (resource.endsWith('a')) throw new Error('Throttling');
      return 'allowed';
    };
    expect(briefly(await verify(account, { parameterPaths: ['/shop/'], secrets: ['a', 'b'] }))).toEqual([
      'fail credential-unreadable parameter /shop/db/url',
      'fail credential-unreadable parameters below /shop/',
      'fail credential-access-unreadable secret a',
      'pass credential-ready secret b',
    ]);
  });

  it('judges at most 300 of a kind, and says so', async () => {
    const account = anAccount();
    for (let i = 0; i < 301; i++) account.parameters.add({ name: `/shop/p${i}` });
    const findings = await verify(account, { parameters: [], parameterPaths: ['/shop/'] });
    expect(briefly(findings)).toContain('fail credentials-too-many parameters');
    expect(account.asked).toHaveLength(300);
  });
});
