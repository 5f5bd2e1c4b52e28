import type { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PrometheusSeries } from '../../../../lambdas/migration/adapters/prometheus/prometheus-series.ts';
import type { PrometheusAuth } from '../../../../lambdas/migration/contract/prometheus-settings.ts';
import type { Series } from '../../../../lambdas/migration/domain/compare/periods.ts';
import type { Reading } from '../../../../lambdas/migration/domain/reading.ts';
import {
  type AskedQuery,
  failed,
  PrometheusServer,
  send,
  success,
} from '../../../support/migration/prometheus-server.ts';
import {
  describeWithPrometheus,
  type RealPrometheus,
  startRealPrometheus,
} from '../../../support/migration/real-prometheus.ts';

const MINUTE = 60_000;
const FROM = Math.floor(Date.parse('2026-11-02T08:00:00Z') / (10 * MINUTE)) * 10 * MINUTE;
const PERIODS = { from: FROM, until: FROM + 30 * MINUTE, seconds: 600 };
const BEGINS = [0, 10, 20].map((minutes) => FROM + minutes * MINUTE);
const SECRET = 'arn:aws:secretsmanager:us-west-1:111122223333:secret:prometheus-AbCdEf';

/** The part of the client that is used. @param secret undefined: it may not be read */
function secretsWith(secret: string | undefined): SecretsManagerClient {
  const send = async (command: GetSecretValueCommand) => {
    if (secret === undefined || command.input.SecretId !== SECRET)
      throw Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });
    return { SecretString: secret };
  };
  const credentials = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' });
  return {
    send,
    config: { credentials, userAgentAppId: async () => 'kops-cutover/JudgeSoak/shop' },
  } as unknown as SecretsManagerClient;
}

function of(url: string, query: string, auth?: PrometheusAuth) {
  return {
    metric: { prometheus: { url, ...(auth && { auth }) }, query },
    statistic: 'Sum',
    periods: PERIODS,
  };
}

function whyOf(reading: Reading<Series> | undefined): string {
  return reading?.known === false ? reading.why : 'it is known';
}

describe('a Prometheus', () => {
  let server: PrometheusServer;
  beforeEach(async () => {
    server = await PrometheusServer.start();
  });
  afterEach(() => server.close());

  const read = async (
    more: { secret?: string; auth?: PrometheusAuth; answerMs?: number; allMs?: number } = {},
    query = 'sum(increase(errors_total[$period]))',
  ) => {
    const { secret, auth, ...limits } = more;
    const series = new PrometheusSeries(secretsWith(secret), { pauseMs: 0, ...limits });
    const [reading] = await series.read([of(server.url, query, auth)]);
    return reading;
  };
  const values = (...texts: readonly (string | number)[]) => [
    { metric: {}, values: texts.map((text, i) => [((BEGINS[i] ?? 0) + 10 * MINUTE) / 1000, `${text}`]) },
  ];

  it('is asked once for the value of each period, at its end', async () => {
    server.answer = (_asked, response) => success(response, values(3, '4.5', 0));
    expect(await read()).toEqual({
      known: true,
      value: new Map(BEGINS.map((at, i) => [at, [3, 4.5, 0][i]])),
    });
    expect(server.asked).toMatchObject([
      {
        query: 'sum(increase(errors_total[600s]))',
        start: FROM / 1000 + 600,
        end: FROM / 1000 + 1800,
        step: 600,
      },
    ]);
  });

  it('has no data where the value is no number, or is missing', async () => {
    server.answer = (_asked, response) => success(response, values('NaN', '+Inf', 7));
    expect(await read()).toEqual({ known: true, value: new Map([[BEGINS[2], 7]]) });
    server.answer = (_asked, response) => success(response, []);
    expect(await read()).toEqual({ known: true, value: new Map() });
  });

  const two = [
    { metric: { pod: 'a' }, values: [] },
    { metric: { pod: 'b' }, values: [] },
  ];
  const AT = FROM / 1000 + 600;
  it.each<readonly [string, PrometheusServer['answer'], string]>([
    [
      'several series',
      (_a, to) => success(to, two),
      'it has 2 series, expected one: {"pod":"a"}, {"pod":"b"}',
    ],
    [
      'warnings',
      (_a, to) => success(to, values(1), { warnings: ['a store is away'] }),
      'it warns: a store is away',
    ],
    ['an error', (_a, to) => failed(to, 400, 'bad_data', 'parse error'), 'bad_data: parse error'],
    ['an execution that failed', (_a, to) => failed(to, 422, 'execution', 'too many'), 'execution: too many'],
    ['a denial', (_a, to) => send(to, 403, ''), 'access is denied (HTTP 403)'],
    ['another status', (_a, to) => send(to, 404, ''), 'it answers HTTP 404'],
    [
      'a redirect',
      (_a, to) => send(to, 302, '', { location: 'https://login.example.com' }),
      'it redirects to https://login.example.com',
    ],
    ['a page', (_a, to) => send(to, 200, '<html>'), 'it is not what Prometheus answers: <html>'],
    [
      'a vector',
      (_a, to) => send(to, 200, '{"status":"success","data":{"resultType":"vector","result":[]}}'),
      'it is not what Prometheus answers',
    ],
    ['histograms', (_a, to) => success(to, [{ metric: {}, histograms: [[AT, {}]] }]), 'it has a histogram'],
    [
      'another time',
      (_a, to) => success(to, [{ metric: {}, values: [[AT + 7, '1']] }]),
      `it has a value at ${AT + 7}`,
    ],
    ['no number', (_a, to) => success(to, values('many')), 'it has the value many'],
    ['an empty text', (_a, to) => success(to, values('')), 'it has the value'],
    ['an endless answer', (_a, to) => send(to, 200, 'x'.repeat(1_000_001)), 'larger than 1000000 bytes'],
  ])('with %s says so, with URL and query, and is asked once', async (_what, answer, why) => {
    server.answer = answer;
    const said = whyOf(await read());
    expect(said).toContain(`${server.url}, query sum(increase(errors_total[$period])): `);
    expect(said).toContain(why);
    expect(server.asked).toHaveLength(1);
  });

  it('that is away for a moment is asked again, three times at most', async () => {
    const late: PrometheusServer['answer'] = (_asked, response) =>
      server.asked.length < 3 ? send(response, 503, '') : success(response, values(1));
    server.answer = late;
    expect(await read()).toMatchObject({ known: true });
    server.asked.length = 0;
    server.answer = (_asked, response) => send(response, 503, '');
    expect(whyOf(await read())).toContain('it answers HTTP 503');
    expect(server.asked).toHaveLength(3);
  });

  it('that does not answer is not waited for, and hides no other query', async () => {
    server.answer = ({ query }, response) => {
      if (query === 'good[600s]') success(response, values(1));
    };
    const series = new PrometheusSeries(secretsWith(''), { pauseMs: 0, answerMs: 50 });
    const [silent, good] = await series.read([of(server.url, 'silent'), of(server.url, 'good[$period]')]);
    expect(whyOf(silent)).toContain('it gives no answer in time');
    expect(good).toMatchObject({ known: true });
    expect(whyOf(await read({ allMs: 50 }, 'silent'))).toContain('it gives no answer in time');
  });

  it('that is nowhere can’t be reached', async () => {
    await server.close();
    expect(whyOf(await read())).toContain("it can't be reached: ");
    server = await PrometheusServer.start();
  });

  describe('is shown', () => {
    const headers = async (auth: PrometheusAuth, secret?: string) => {
      server.answer = (_asked, response) => success(response, values(1));
      const reading = await read({ auth, ...(secret !== undefined && { secret }) });
      return { reading, of: (server.asked[0] as AskedQuery | undefined)?.headers };
    };

    it('the token of a secret', async () => {
      const { of: sent } = await headers({ kind: 'bearer', secretArn: SECRET }, 'abc.def\n');
      expect(sent?.['user-agent']).toBe('app/kops-cutover/JudgeSoak/shop');
      expect(sent?.authorization).toBe('Bearer abc.def');
    });

    it('user and password of a secret', async () => {
      const secret = JSON.stringify({ username: 'cutover', password: 'p:w' });
      const { of: sent } = await headers({ kind: 'basic', secretArn: SECRET }, secret);
      expect(sent?.authorization).toBe(`Basic ${Buffer.from('cutover:p:w').toString('base64')}`);
    });

    it('a signature for Amazon Managed Service for Prometheus', async () => {
      const workspaceArn = 'arn:aws:aps:us-west-1:111122223333:workspace/ws-1';
      const { of: sent } = await headers({ kind: 'sigv4', region: 'us-west-1', workspaceArn });
      expect(sent?.authorization).toMatch(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/us-west-1\/aps\/aws4_request/,
      );
    });

    it.each([
      ['a secret that can’t be read', 'bearer', undefined, 'AccessDeniedException'],
      ['a token of two lines', 'bearer', 'top\nsecret', 'is not a token'],
      ['no JSON', 'basic', 'top secret', 'is not JSON with the texts'],
    ] as const)('nothing with %s, nor is the secret shown', async (_what, kind, secret, why) => {
      const { reading, of: sent } = await headers({ kind, secretArn: SECRET }, secret);
      expect(whyOf(reading)).toContain(why);
      expect(whyOf(reading)).not.toContain('top');
      expect(sent).toBeUndefined();
    });
  });
});

describeWithPrometheus('A real Prometheus', () => {
  let real: RealPrometheus;
  const times = Array.from({ length: 61 }, (_, i) => FROM / 1000 - 600 + i * 60);

  beforeAll(async () => {
    const lines = times.flatMap((at, i) =>
      [
        ['errors_total{side="legacy"}', i],
        ['errors_total{side="cluster"}', 2 * i],
      ].map(([name, value]) => `${name} ${value} ${at}`),
    );
    const gauge = times.slice(0, 21).map((at, i) => `latency ${i === 12 ? 'NaN' : 0.5} ${at}`);
    const sorted = (side: string) => lines.filter((line) => line.includes(side));
    real = await startRealPrometheus(
      [
        '# TYPE errors counter',
        ...sorted('legacy'),
        ...sorted('cluster'),
        '# TYPE latency gauge',
        ...gauge,
        '# EOF',
        '',
      ].join('\n'),
    );
  }, 30_000);
  afterAll(() => real?.stop());

  const read = async (query: string) => {
    const [reading] = await new PrometheusSeries(secretsWith('')).read([of(real.url, query)]);
    return reading;
  };

  it('gives what came in each period', async () => {
    const reading = await read('sum(increase(errors_total{side="cluster"}[$period]))');
    const found = reading?.known ? [...reading.value] : [];
    expect(found.map(([at]) => at)).toEqual(BEGINS);
    for (const [, value] of found) expect(value).toBeCloseTo(20, 0);
  });

  it('has no data where a series is stale, or a value is no number', async () => {
    const reading = await read('latency');
    expect(reading?.known ? [...reading.value.keys()] : reading).toEqual(BEGINS.slice(0, 1));
    expect(await read('sum(increase(nothing_total[$period]))')).toEqual({ known: true, value: new Map() });
    expect(await read('0 / vector(0) * 1')).toEqual({ known: true, value: new Map() });
  });

  it('refuses what it can’t parse, and says of several series which they are', async () => {
    expect(whyOf(await read('sum(increase(errors_total[$period])'))).toContain(
      'bad_data: 1:33: parse error: unclosed left parenthesis',
    );
    expect(whyOf(await read('increase(errors_total[$period])'))).toContain(
      'it has 2 series, expected one: {"side":"cluster"}, {"side":"legacy"}',
    );
  });
});
