import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { shopMasters } from '../../../../../bin/shop-masters.ts';
import { MASTERS_FUNCTIONS } from '../../../../../lambdas/masters/contract/states.ts';
import type { MastersConfig } from '../../../../../lib/masters/config/masters-config.ts';
import { withValue } from '../../migration/config/configurations.ts';
import { AUTHORITY, SECRET } from '../../shared/config/api.ts';
import {
  fullest,
  problemsOf,
  refuses,
  resolve,
  smallest,
  TARGET_GROUP,
  token,
} from '../../shared/config/masters-configurations.ts';

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
      recoverSeconds: 1800,
      settleSeconds: 180,
      pollSeconds: 20,
      sweepSeconds: 300,
      untagged: { targetGroups: [], loadBalancers: [] },
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
      recoverSeconds: 540,
      settleSeconds: 120,
      pollSeconds: 10,
      sweepSeconds: 120,
      untagged: { targetGroups: [TARGET_GROUP], loadBalancers: ['api-k8s'] },
      api: { serverName: 'masters.shop.test' },
      kopsVersion: '1.36',
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
      wrong: 'a name that kops can’t have given, without suggesting somebody else’s',
      put: ['cluster'],
      value: 'Staging_acme.example',
      expects: "kops' name of the cluster",
      advises: 'the name that `kops get clusters` shows',
    },
    {
      wrong: 'no api',
      put: ['api'],
      value: undefined,
      expects: 'the access to the API servers: a plain object',
      advises: '{ certificateAuthority, tokenSecret }',
    },
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
    ...[
      ['1.9', "'1.36'"],
      ['1.11', "'1.36'"],
      ['1.36.2', "'1.36'"],
      ['v1.36', "'1.36'"],
      ['v1.36.2', "'1.36'"],
      ['1.36 ', "'1.36'"],
      ['1.036', "'1.36'"],
      ['newest', "'1.36'"],
      ['', "'1.36'"],
      [1.36, "'1.36'"],
    ].map(([value, advises = '']) => ({
      wrong: `the version of kops ${value}`,
      put: ['kopsVersion'],
      value,
      expects: "kops' version",
      advises: `${advises}`,
    })),
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

  it.each(['1.12', '1.36', '1.100'])('may be of kops %s', (kopsVersion) => {
    expect(problemsOf({ ...smallest(), kopsVersion })).toEqual([]);
  });

  it('suggests the cluster’s name as kops has it', () => {
    expect(problemsOf({ ...fullest(), cluster: 'K8S.Shop.test.' })[0]?.fix).toBe("'k8s.shop.test'");
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

  it('never shows what a Duration is made of', () => {
    const [problem] = problemsOf({ ...smallest(), pause: Duration.minutes(5) });
    expect(problem?.value).toBe('an unknown key, with a Duration of 5 minutes');
  });

  it('are read in place of those that were meant, and all problems are reported at once', () => {
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

it('names what is needed, and nothing else, where there is no configuration', () => {
  for (const none of [undefined, null, 'k8s.shop.test'])
    expect(problemsOf(none)).toMatchObject([{ path: '', fix: '{ cluster, api, clusterNetwork, notify }' }]);
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
  const text = readFileSync(join(__dirname, '../../../../../docs/configuration.md'), 'utf8');

  it('shows a smallest configuration that resolves', () => {
    const literal = /const masters: MastersConfig = (\{[\s\S]*?\n\});/.exec(text)?.[1];
    // A function's text is no module.
    const script = literal?.replace('import.meta.dirname', "'.'");
    const evaluate = new Function('readFileSync', 'join', 'Duration', `return ${script}`);
    const config: unknown = evaluate(() => AUTHORITY, join, Duration);
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
