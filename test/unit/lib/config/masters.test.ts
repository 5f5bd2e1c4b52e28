import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import fc from 'fast-check';
import { shopMasters } from '../../../../bin/shop-masters.ts';
import { MASTERS_FUNCTIONS } from '../../../../lambdas/shared/contract/masters/states.ts';
import { ConfigError, type Problem } from '../../../../lib/config/config-error.ts';
import type { MastersConfig } from '../../../../lib/config/masters-config.ts';
import { type ResolvedMasters, resolveMasters } from '../../../../lib/config/resolve-masters.ts';
import { authority } from '../../../../rehearsal/certificates.ts';
import { ENVIRONMENT, withValue } from './configurations.ts';
import { itRefuses, type Refusal } from './refusals.ts';

const AUTHORITY = readFileSync(join(__dirname, '../../../../bin/shop-masters-ca.crt'), 'utf8');
const SECRET = 'arn:aws:secretsmanager:us-west-1:111122223333:secret:k8s.shop.test/readyz-AbCdEf';
const token = Lazy.string({ produce: () => 'x' });

const smallest = (): MastersConfig => ({
  cluster: 'k8s.shop.test',
  api: { certificateAuthority: AUTHORITY, tokenSecret: SECRET },
  clusterNetwork: {
    vpcId: 'vpc-01234567',
    subnetIds: ['subnet-01234567', 'subnet-89abcdef'],
    securityGroupIds: ['sg-01234567'],
  },
  notify: { emails: ['oncall@shop.test'] },
});

const fullest = (): MastersConfig => ({
  ...smallest(),
  api: {
    ...smallest().api,
    tokenSecretKey: 'arn:aws:kms:us-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
    serverName: 'masters.shop.test',
  },
  name: 'shop-masters',
  heartbeat: Duration.minutes(10),
  patience: Duration.minutes(5),
  volumeTimeout: Duration.minutes(6),
  launchTimeout: Duration.minutes(7),
  joinTimeout: Duration.minutes(8),
  settle: Duration.minutes(2),
  poll: Duration.seconds(10),
  sweep: Duration.minutes(2),
  runbookUrl: 'https://wiki.shop.test/masters',
  logRetention: 30,
});

const resolve = (config: unknown, environment = ENVIRONMENT): ResolvedMasters =>
  resolveMasters(config as MastersConfig, environment);

function problemsOf(config: unknown): readonly Problem[] {
  try {
    resolve(config);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const refuses = (refusals: readonly Refusal[]): void => itRefuses(refusals, fullest, problemsOf);

describe('a configuration of masters that is right', () => {
  it('resolves whole: the smallest, the fullest and the example', () => {
    for (const config of [smallest(), fullest(), shopMasters]) expect(problemsOf(config)).toEqual([]);
    expect(resolve(shopMasters).warnings).toEqual([]);
  });

  it('is completed with defaults', () => {
    expect(resolve(smallest()).settings).toEqual({
      name: 'k8s-shop-test',
      cluster: 'k8s.shop.test',
      account: '111122223333',
      region: 'us-west-1',
      hooks: { terminating: 'k8s-shop-test-terminating', launching: 'k8s-shop-test-launching' },
      heartbeatSeconds: 900,
      patienceSeconds: 600,
      volumeSeconds: 900,
      launchSeconds: 900,
      joinSeconds: 1200,
      settleSeconds: 180,
      pollSeconds: 20,
      sweepSeconds: 300,
      api: {
        certificateAuthority: AUTHORITY,
        serverName: 'api.internal.k8s.shop.test',
        tokenSecretArn: SECRET,
      },
      runbookUrl: 'docs/runbook.md',
    });
  });

  it('gives what it says', () => {
    const { settings, deployment } = resolve(fullest());
    expect(settings).toMatchObject({
      name: 'shop-masters',
      hooks: { terminating: 'shop-masters-terminating', launching: 'shop-masters-launching' },
      heartbeatSeconds: 600,
      patienceSeconds: 300,
      volumeSeconds: 360,
      launchSeconds: 420,
      joinSeconds: 480,
      settleSeconds: 120,
      pollSeconds: 10,
      sweepSeconds: 120,
      api: { serverName: 'masters.shop.test' },
      runbookUrl: 'https://wiki.shop.test/masters',
    });
    expect(deployment).toMatchObject({
      tokenKeyArn: fullest().api.tokenSecretKey,
      clusterNetwork: { subnetIds: ['subnet-01234567', 'subnet-89abcdef'] },
      logRetention: 30,
    });
  });

  it('survives the JSON in which the functions get it', () => {
    const { settings } = resolve(fullest());
    expect(JSON.parse(JSON.stringify(settings))).toEqual(settings);
  });

  it('keeps every derived name within AWS’s limits', () => {
    const { settings } = resolve({ ...fullest(), name: `m${'a'.repeat(31)}` });
    const longest = Math.max(...MASTERS_FUNCTIONS.map((state) => state.length));
    expect(settings.name.length + 1 + longest).toBeLessThanOrEqual(64);
    for (const hook of Object.values(settings.hooks)) expect(hook).toMatch(/^[A-Za-z0-9\-_/]{1,255}$/);
  });

  it('warns of a network in one zone', () => {
    const config = withValue(smallest(), ['clusterNetwork', 'subnetIds'], ['subnet-01234567']);
    expect(resolve(config).warnings).toMatchObject([{ code: 'single-subnet', path: 'clusterNetwork' }]);
  });
});

describe('whose masters they are', () => {
  refuses([
    ...[
      'K8S.shop.test',
      'k8s.shop.test.',
      'k8s',
      '*.shop.test',
      'k8s shop.test',
      'https://k8s.shop.test',
      '',
    ].map((value) => ({
      wrong: `the cluster ${value}`,
      put: ['cluster'],
      value,
      expects: "kops' name of the cluster",
      advises: '',
    })),
    {
      wrong: 'no cluster',
      put: ['cluster'],
      value: undefined,
      expects: 'DNS name',
      advises: 'k8s.example.com',
    },
    {
      wrong: 'a cluster that is a token',
      put: ['cluster'],
      value: token,
      shows: 'a token',
      expects: 'known at synth',
      advises: 'k8s.example.com',
    },
    ...['Shop', 'shop--x', '2shop', 's'.repeat(33)].map((value) => ({
      wrong: `the name ${value}`,
      put: ['name'],
      value,
      expects: 'at most 32 characters',
      advises: 'for example',
    })),
  ]);

  it('need a name where the cluster’s is too long for one', () => {
    const problems = problemsOf({ ...smallest(), cluster: 'a-long-name-of-a-cluster.some-team.example.com' });
    expect(problems).toEqual([
      expect.objectContaining({ path: 'name', fix: "name: 'a-long-name-of-a-cluster-some-te', for example" }),
    ]);
  });

  it('suggests the cluster’s name as kops has it', () => {
    expect(problemsOf({ ...fullest(), cluster: 'K8S.Shop.test.' })[0]?.fix).toBe("'k8s.shop.test'");
  });
});

describe('the way to the API servers', () => {
  const CA = ['api', 'certificateAuthority'];
  const leaf = readFileSync(join(__dirname, 'no-authority.crt'), 'utf8');
  refuses([
    { wrong: 'a path', put: CA, value: 'ca.crt', expects: 'PEM', advises: "readFileSync('ca.crt'" },
    {
      wrong: 'what kubeconfig holds',
      put: CA,
      value: Buffer.from(AUTHORITY).toString('base64'),
      shows: 'a text of',
      expects: 'PEM',
      advises: 'decoded from base64',
    },
    {
      wrong: 'a certificate of no authority',
      put: CA,
      value: leaf,
      shows: "no authority's",
      expects: 'certificate authority',
      advises: "the authority's certificate, not the server's: readFileSync",
    },
    {
      wrong: 'a damaged certificate',
      put: CA,
      value: AUTHORITY.replace('MIIB', 'AAAA'),
      shows: 'cannot be read',
      expects: 'PEM',
      advises: 'readFileSync',
    },
    {
      wrong: 'a certificate that is cut off',
      put: CA,
      value: AUTHORITY.slice(0, -40),
      shows: 'its END line is missing',
      expects: 'PEM',
      advises: 'all of the file',
    },
    {
      wrong: 'one that is cut off before a whole one',
      put: CA,
      value: `${AUTHORITY.slice(0, -40)}\n${AUTHORITY}`,
      shows: 'its END line is missing',
      expects: 'PEM',
      advises: 'all of the file',
    },
    {
      wrong: 'a good one and a damaged one',
      put: CA,
      value: `${AUTHORITY}${AUTHORITY.replace('MIIB', 'AAAA')}`,
      shows: 'cannot be read',
      expects: 'PEM',
      advises: 'readFileSync',
    },
    {
      wrong: 'a secret’s name',
      put: ['api', 'tokenSecret'],
      value: 'readyz',
      shows: 'a text of 6 characters',
      expects: 'the ARN',
      advises: SECRET.slice(0, 22),
    },
    {
      wrong: 'a secret of another region',
      put: ['api', 'tokenSecret'],
      value: SECRET.replace('us-west-1', 'eu-west-1'),
      expects: 'us-west-1',
      advises: 'us-west-1',
    },
    {
      wrong: 'a secret of another account',
      put: ['api', 'tokenSecret'],
      value: SECRET.replace('111122223333', '444455556666'),
      expects: "in the stack's account, 111122223333",
      advises: 'of 111122223333',
    },
    {
      wrong: 'a secret of another partition',
      put: ['api', 'tokenSecret'],
      value: SECRET.replace('arn:aws:', 'arn:aws-cn:'),
      expects: 'in the partition of us-west-1, aws',
      advises: SECRET,
    },
    {
      wrong: 'the ARN of something else',
      put: ['api', 'tokenSecret'],
      value: 'arn:aws:ssm:us-west-1:111122223333:parameter/readyz',
      expects: 'a secret of Secrets Manager',
      advises: 'secret:<name>',
    },
    {
      wrong: 'an alias of a key',
      put: ['api', 'tokenSecretKey'],
      value: 'arn:aws:kms:us-west-1:111122223333:alias/x',
      expects: 'a KMS key',
      advises: 'not of an alias',
    },
    {
      wrong: 'an address for a name',
      put: ['api', 'serverName'],
      value: '10.0.0.1',
      expects: 'a DNS name',
      advises: 'name that answers',
    },
    {
      wrong: 'the token itself under another word',
      put: ['api', 'bearer'],
      value: 1,
      shows: 'unknown key',
      expects: 'a key of the way to the API servers',
      advises: 'remove it',
    },
  ]);

  it.each<[string, (pasted: string) => unknown]>([
    ['for its secret', (pasted) => withValue(smallest(), ['api', 'tokenSecret'], pasted)],
    ['with its word', (pasted) => withValue(smallest(), ['api', 'tokenSecret'], `Bearer ${pasted}`)],
    ['in an object', (pasted) => withValue(smallest(), ['api', 'tokenSecret'], { value: pasted })],
    ['in a list', (pasted) => withValue(smallest(), ['api', 'tokenSecret'], [pasted])],
    ['under a word meant for it', (pasted) => withValue(smallest(), ['api', 'token'], pasted)],
    ['under another word', (pasted) => withValue(smallest(), ['api', 'jwt'], pasted)],
    ['for all of it', (pasted) => withValue(smallest(), ['api'], pasted)],
    ['a level too high', (pasted) => ({ ...smallest(), bearerToken: pasted })],
  ])('never shows a token that stands there %s', (_where, configOf) => {
    const pasted = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJyZWFkeXoifQ.c2lnbmF0dXJl';
    const told = JSON.stringify(problemsOf(configOf(pasted)));
    expect(told).toMatch(/characters|something else than a text/);
    expect(told).not.toContain('eyJ');
  });

  it('says where a token belongs', () => {
    const [problem] = problemsOf(withValue(smallest(), ['api', 'tokenSecret'], 'eyJhbGciOiJSUzI1NiJ9'));
    expect(problem?.expected).toContain('the token itself belongs in there');
  });

  it('never shows a private key', () => {
    const [problem] = problemsOf(
      withValue(
        smallest(),
        CA,
        `-----BEGIN PRIVATE KEY-----\nMIGHsecret\n-----END PRIVATE KEY-----\n${AUTHORITY}`,
      ),
    );
    expect(problem?.value).toBe('a private key');
    expect(JSON.stringify(problem)).not.toContain('MIGHsecret');
  });

  it('refuses an authority whose time is over', () => {
    const { validTo } = new X509Certificate(AUTHORITY);
    const end = Date.parse(validTo);
    expect(resolveMasters(smallest(), ENVIRONMENT, end - 1).warnings).toEqual([]);
    expect(() => resolveMasters(smallest(), ENVIRONMENT, end)).toThrow(
      `valid until ${validTo}\n    expected: the certificate of the cluster's certificate authority, PEM, that is still valid`,
    );
  });

  it('warns of an authority whose time is over beside a valid one', async () => {
    const { cert } = await authority('the old one', { from: -2, until: -1 });
    const { settings, warnings } = resolve(
      withValue(
        smallest(),
        CA,
        `${cert}
${AUTHORITY}`,
      ),
    );
    expect(warnings).toMatchObject([
      { code: 'authority-expired', message: expect.stringContaining('the certificate of CN=the old one') },
    ]);
    expect(settings.api.certificateAuthority).toContain(AUTHORITY);
  });

  it.each<[string, unknown, number]>([
    ['with a random end', SECRET, 0],
    ['without one', SECRET.replace('-AbCdEf', ''), 0],
    ['with a word at its end', SECRET.replace('-AbCdEf', '-readyz'), 1],
    ['of a CDK secret that knows only its name', { secretArn: SECRET.replace('AbCdEf', 'readyz') }, 1],
    ['of a CDK secret that knows all of it', { secretFullArn: SECRET.replace('AbCdEf', 'readyz') }, 0],
  ])('warns of the ARN of a secret that may lack its random end: %s', (_what, secret, count) => {
    const { settings, warnings } = resolve(withValue(smallest(), ['api', 'tokenSecret'], secret));
    expect(warnings).toHaveLength(count);
    for (const warning of warnings) {
      expect(warning).toMatchObject({ code: 'secret-arn-cut', path: 'api.tokenSecret' });
      expect(warning.message).toContain("'-readyz'");
      expect(warning.message).toContain('complete ARN');
    }
    expect(settings.api.tokenSecretArn).toMatch(/^arn:aws:secretsmanager:/);
  });

  it('never shows what a Duration is made of', () => {
    const [problem] = problemsOf({ ...smallest(), pause: Duration.minutes(5) });
    expect(problem?.value).toBe('an unknown key, with a Duration of 5 minutes');
  });

  it('tells the least heartbeat that can be right with the sweep, at once', () => {
    const [problem, ...others] = problemsOf({ ...smallest(), heartbeat: Duration.seconds(10) });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      path: 'heartbeat',
      value: 'Duration of 10 s',
      fix: 'Duration.minutes(9) or more',
    });
    expect(problem?.expected).toContain('9 min to 2 h (with a sweep every 5 min');
  });

  it('takes several authorities, and leaves out what stands between them', () => {
    const { settings } = resolve(withValue(smallest(), CA, `old:\n${AUTHORITY}new:\n${AUTHORITY}`));
    expect(settings.api.certificateAuthority).toBe(`${AUTHORITY}${AUTHORITY}`);
  });

  it('takes a secret of CDK, and tokens for all that may be one', () => {
    const stack = new Stack(new App(), 'Secrets');
    const secret = new Secret(stack, 'Token');
    const key = new Key(stack, 'Key');
    const api = { certificateAuthority: token, tokenSecret: secret, tokenSecretKey: key };
    const { settings, deployment } = resolve({ ...smallest(), api });
    expect(settings.api).toMatchObject({ certificateAuthority: token, tokenSecretArn: secret.secretArn });
    expect(deployment.tokenKeyArn).toBe(key.keyArn);
    const byToken = resolve(withValue(smallest(), ['api', 'tokenSecret'], token));
    expect(byToken.settings.api.tokenSecretArn).toBe(token);
  });

  it('takes a secret’s ARN without its random end', () => {
    const arn = SECRET.replace('-AbCdEf', '');
    expect(resolve(withValue(smallest(), ['api', 'tokenSecret'], arn)).settings.api.tokenSecretArn).toBe(arn);
  });
});

describe('the pace', () => {
  const outside: readonly (readonly [field: string, tooShort: Duration, tooLong: Duration])[] = [
    ['heartbeat', Duration.seconds(29), Duration.seconds(7201)],
    ['patience', Duration.seconds(59), Duration.hours(49)],
    ['volumeTimeout', Duration.seconds(59), Duration.hours(7)],
    ['launchTimeout', Duration.seconds(59), Duration.hours(7)],
    ['joinTimeout', Duration.seconds(59), Duration.hours(7)],
    ['settle', Duration.seconds(29), Duration.hours(7)],
    ['poll', Duration.seconds(4), Duration.minutes(6)],
    ['sweep', Duration.seconds(59), Duration.minutes(61)],
  ];
  refuses(
    outside.flatMap(([field, tooShort, tooLong]) => [
      {
        wrong: `a short ${field}`,
        put: [field],
        value: tooShort,
        shows: 'Duration of',
        expects: ' to ',
        advises: 'or more',
      },
      {
        wrong: `a long ${field}`,
        put: [field],
        value: tooLong,
        shows: 'Duration of',
        expects: ' to ',
        advises: 'or less',
      },
    ]),
  );
  refuses([
    {
      wrong: 'a number',
      put: ['heartbeat'],
      value: 300,
      expects: 'as a Duration',
      advises: 'Duration.seconds(300)',
    },
    {
      wrong: 'a sweep between two minutes',
      put: ['sweep'],
      value: Duration.seconds(90),
      shows: 'Duration of 90 s',
      expects: 'whole minutes',
      advises: 'Duration.minutes(2)',
    },
    {
      wrong: 'a heartbeat that the sweep would find ended',
      put: ['heartbeat'],
      value: Duration.minutes(3),
      shows: 'Duration of 3 min',
      expects: '4 min 30 s to 2 h (with a sweep every 2 min',
      advises: 'Duration.seconds(270) or more',
    },
    {
      wrong: 'looks further apart than heartbeats may be',
      put: ['poll'],
      value: Duration.seconds(201),
      shows: '3 min 21 s between',
      expects: 'a third of the heartbeat',
      advises: 'Duration.seconds(200) or less',
    },
    {
      wrong: 'more patience than AWS has',
      put: ['patience'],
      value: Duration.hours(17),
      shows: 'a patience of 17 h',
      expects: 'less than 16 h 40 min',
      advises: 'Duration.minutes(1000)',
    },
  ]);

  it('tells of a sweep that the default heartbeat doesn’t fit', () => {
    expect(problemsOf({ ...smallest(), sweep: Duration.minutes(30) })).toMatchObject([{ path: 'sweep' }]);
  });

  /** A crash right before a heartbeat is due, found at the end of the sweep's period: AWS must still be holding. */
  it('leaves the sweep the time to take up what was interrupted, whatever is let through', () => {
    const seconds = (min: number, max: number) => fc.integer({ min, max });
    fc.assert(
      fc.property(seconds(30, 7200), seconds(1, 60), seconds(5, 300), (heartbeat, sweep, poll) => {
        const config = {
          ...smallest(),
          heartbeat: Duration.seconds(heartbeat),
          sweep: Duration.minutes(sweep),
          poll: Duration.seconds(poll),
        };
        const taken = problemsOf(config).length === 0;
        const inTime = heartbeat / 3 + sweep * 60 + 60 <= heartbeat && poll <= heartbeat / 3;
        expect({ heartbeat, sweep, poll, taken }).toEqual({ heartbeat, sweep, poll, taken: inTime });
      }),
    );
  });
});

describe('keys that are not known', () => {
  refuses([
    {
      wrong: 'groups, which kops tags',
      put: ['groups'],
      value: ['x'],
      shows: 'an unknown key',
      expects: 'cluster, api',
      advises: 'found by the tags',
    },
    {
      wrong: 'the region',
      put: ['region'],
      value: 'us-west-1',
      shows: 'an unknown key',
      expects: 'cluster, api',
      advises: "the stack's `env`",
    },
  ]);

  it('are read in place of those that were meant, and all is told at once', () => {
    const { cluster, ...rest } = smallest();
    const problems = problemsOf({ ...rest, clusterName: 'K8S', hartbeat: 300, notify: {}, api: {} });
    expect(problems.map(({ path }) => path)).toEqual([
      'clusterName',
      'hartbeat',
      'api.certificateAuthority',
      'api.tokenSecret',
      'notify',
    ]);
    expect(cluster).toBe('k8s.shop.test');
  });
});

describe('the types', () => {
  const refused: MastersConfig[] = [
    // @ts-expect-error: groups are found by their tags
    { ...smallest(), groups: [] },
    // @ts-expect-error: a duration needs its unit
    { ...smallest(), heartbeat: 300 },
    // @ts-expect-error: the token's secret is needed
    { ...smallest(), api: { certificateAuthority: AUTHORITY } },
  ];

  it('refuse what the check refuses', () => {
    for (const config of refused) expect(problemsOf(config).length).toBeGreaterThan(0);
  });
});

describe('docs/configuration.md', () => {
  const text = readFileSync(join(__dirname, '../../../../docs/configuration.md'), 'utf8');

  it('shows a smallest configuration that resolves', () => {
    const literal = /const masters: MastersConfig = (\{[\s\S]*?\n\});/.exec(text)?.[1];
    // A function's text is no module.
    const script = literal?.replace('import.meta.dirname', "'.'");
    const config: unknown = new Function('readFileSync', 'join', `return ${script}`)(() => AUTHORITY, join);
    expect(problemsOf(config)).toEqual([]);
  });

  it('has every field in its reference', () => {
    const section = text.slice(text.indexOf('## Masters'), text.indexOf('## Tokens'));
    const fields = [
      ...Object.keys(fullest()).filter((field) => field !== 'api'),
      ...Object.keys(fullest().api).map((field) => `api.${field}`),
    ];
    expect(fields.filter((field) => !section.includes(`\`${field}\``))).toEqual([]);
  });
});
