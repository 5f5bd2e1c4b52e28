import { PrometheusSeries } from '../../../lambdas/migration/adapters/prometheus/prometheus-series.ts';
import type { DescribedQuery } from '../../../rehearsal/scenes/migration/described-queries.ts';
import { MINUTE } from '../../../rehearsal/world/minutes.ts';
import type { ScrapedQuantity } from '../../../rehearsal/world/scraped.ts';
import {
  describeWithPrometheus,
  type RealPrometheus,
  startRealPrometheus,
} from '../../support/migration/real-prometheus.ts';
import { BEGIN, MINUTES, minuteOfSide, startStandIn } from './some-prometheus.ts';

const sumOf = (counter: string, side: string) => `sum(increase(${counter}_total{side="${side}"}[$period]))`;
const described = (
  query: string,
  gives: Omit<ScrapedQuantity, 'hasZeros'>,
  hasZeros = true,
): DescribedQuery => ({
  query,
  gives: { ...gives, hasZeros },
});
const total = (of: 'legacy' | 'cluster', counts: 'requests' | 'errors') =>
  described(sumOf(counts, of), { of, counts, as: 'total' });
const ratio = (of: 'legacy' | 'cluster') => `${sumOf('errors', of)} / ${sumOf('requests', of)}`;
const QUERIES = [
  total('legacy', 'requests'),
  total('legacy', 'errors'),
  total('cluster', 'requests'),
  total('cluster', 'errors'),
  described(ratio('legacy'), { of: 'legacy', counts: 'errors', as: 'ratio' }),
  described(`100 * ${ratio('cluster')}`, { of: 'cluster', counts: 'errors', as: 'percent' }),
];
const SECONDS = BEGIN / 1000;
const KNOWN = sumOf('requests', 'legacy').replace('$period', '600s');
const GOOD = { query: KNOWN, start: `${SECONDS + 600}`, end: `${SECONDS + 1800}`, step: '600' };

interface Asked {
  readonly path?: string;
  readonly method?: string;
  readonly type?: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly inUrl?: Readonly<Record<string, string>>;
}

async function said(
  url: string,
  { path = '/api/v1/query_range', method = 'POST', type, form, inUrl }: Asked,
) {
  const response = await fetch(`${url}${path}?${new URLSearchParams(inUrl)}`, {
    method,
    ...(form && { body: new URLSearchParams(form).toString() }),
    headers: { 'content-type': type ?? 'application/x-www-form-urlencoded' },
  });
  return { status: response.status, body: await response.text() };
}

const NOT_FOUND = '404 page not found';
const noTime = (name: string, text: string) =>
  `invalid parameter "${name}": cannot parse "${text}" to a valid timestamp`;
const noStep = (text: string) => `invalid parameter "step": cannot parse "${text}" to a valid duration`;
const NO_WIDTH =
  'invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer';
const TOO_MANY =
  'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)';
/** What is asked wrongly, and the words that refuse it. */
const WRONG: readonly (readonly [string, Asked, string])[] = [
  ['nothing', { form: {} }, noTime('start', '')],
  ['a start that is no time', { form: { ...GOOD, start: 'yesterday' } }, noTime('start', 'yesterday')],
  ['an empty start', { form: { ...GOOD, start: '' } }, noTime('start', '')],
  ['an end that is no time', { form: { ...GOOD, end: '2026-11-02' } }, noTime('end', '2026-11-02')],
  [
    'an end before the start',
    { form: { ...GOOD, end: `${SECONDS}` } },
    'invalid parameter "end": end timestamp must not be before start time',
  ],
  ['no step', { form: { ...GOOD, step: '' } }, noStep('')],
  ['a step that is no duration', { form: { ...GOOD, step: '10 minutes' } }, noStep('10 minutes')],
  ['a step with its units in another order', { form: { ...GOOD, step: '30s10m' } }, noStep('30s10m')],
  ['a step of zero', { form: { ...GOOD, step: '0' } }, NO_WIDTH],
  ['a step of zero seconds', { form: { ...GOOD, step: '0s' } }, NO_WIDTH],
  ['a negative step', { form: { ...GOOD, step: '-60' } }, NO_WIDTH],
  ['11,002 points', { form: { ...GOOD, start: '0', end: '11001', step: '1' } }, TOO_MANY],
  ['a JSON body', { form: GOOD, type: 'application/json' }, noTime('start', '')],
  ['another path', { form: GOOD, path: '/api/v1/query_rang' }, NOT_FOUND],
  ['a path below', { form: GOOD, path: '/api/v1/query_range/x' }, NOT_FOUND],
];
/** What is asked in another way, and is answered. */
const ALIKE: readonly (readonly [string, Asked])[] = [
  ['in the body', { form: GOOD }],
  ['in the address', { method: 'GET', inUrl: GOOD }],
  ['in both: the body comes first', { form: GOOD, inUrl: { ...GOOD, start: 'x' } }],
  ['with a charset', { form: GOOD, type: 'application/x-www-form-urlencoded; charset=utf-8' }],
  [
    'with times in words',
    { form: { ...GOOD, start: '2026-11-02T08:10:00Z', end: '2026-11-02T09:30:00+01:00' } },
  ],
  ['with a step in words', { form: { ...GOOD, step: '10m' } }],
  ['with a period in other words', { form: { ...GOOD, query: KNOWN.replace('600s', '5m300s') } }],
];

let standIn: Awaited<ReturnType<typeof startStandIn>>;
beforeAll(async () => {
  standIn = await startStandIn(QUERIES);
});
afterAll(() => standIn.close());

describe('The stand-in for a Prometheus', () => {
  it('gives what came in each period, at its end', async () => {
    const { status, body } = await said(standIn.url, { form: GOOD });
    const inTen = [0, 10, 20].map((first) =>
      Array.from({ length: 10 }, (_, i) => minuteOfSide('legacy', first + i).requests).reduce(
        (a, b) => a + b,
      ),
    );
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      status: 'success',
      data: {
        resultType: 'matrix',
        result: [
          { metric: {}, values: inTen.map((requests, i) => [SECONDS + 600 * (i + 1), `${requests}`]) },
        ],
      },
    });
  });

  it.each(ALIKE)('is asked %s', async (_how, asked) => {
    expect(await said(standIn.url, asked)).toEqual(await said(standIn.url, { form: GOOD }));
  });

  it.each(WRONG)('refuses %s', async (_what, asked, words) => {
    const { status, body } = await said(standIn.url, asked);
    if (words === NOT_FOUND) expect({ status, body }).toEqual({ status: 404, body: `${words}\n` });
    else {
      expect(status).toBe(400);
      expect(JSON.parse(body)).toEqual({ status: 'error', errorType: 'bad_data', error: words });
    }
  });

  it('takes 11,001 points, and not one more', async () => {
    const form = { ...GOOD, start: '0', end: '11000', step: '1' };
    expect(await said(standIn.url, { form })).toMatchObject({ status: 200 });
  });

  it('says what to do about a query that nobody has described, and for one with two periods', async () => {
    const query = KNOWN.replace('requests', 'orders');
    expect(await said(standIn.url, { form: { ...GOOD, query } })).toEqual({
      status: 422,
      body: expect.stringContaining(
        'behaviour.json does not say what sum(increase(orders_total{side=\\"legacy\\"}[600s])) counts',
      ),
    });
    const [, , , , { query: twice } = { query: '' }] = QUERIES;
    const asked = twice.replace('$period', '600s').replace('$period', '60s');
    expect(await said(standIn.url, { form: { ...GOOD, query: asked } })).toMatchObject({ status: 422 });
  });

  it('has no series where there is no value: of a period that nobody saw, or of a counter without zeros', async () => {
    const empty = { status: 'success', data: { resultType: 'matrix', result: [] } };
    const before = { ...GOOD, start: `${SECONDS - 1200}`, end: `${SECONDS + 599}` };
    expect(JSON.parse((await said(standIn.url, { form: before })).body)).toEqual(empty);
    const without = await startStandIn([
      {
        ...total('cluster', 'errors'),
        gives: { of: 'cluster', counts: 'errors', as: 'total', hasZeros: false },
      },
    ]);
    const query = sumOf('errors', 'cluster').replace('$period', '600s');
    const { body } = await said(without.url, { form: { ...GOOD, query, end: `${SECONDS + 3000}` } });
    await without.close();
    expect(JSON.parse(body).data.result).toEqual([
      {
        metric: {},
        values: [
          [SECONDS + 2400, '20'],
          [SECONDS + 3000, '20'],
        ],
      },
    ]);
  });

  it('answers whoever is allowed alone, and only below its path', async () => {
    const guarded = await startStandIn(QUERIES, {
      path: '/base',
      accepts: (shown) => shown === 'Bearer good',
    });
    const asked = async (path: string, authorization: string) => {
      const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
      const body = new URLSearchParams(GOOD);
      return (await fetch(`${guarded.url}${path}/api/v1/query_range`, { method: 'POST', headers, body }))
        .status;
    };
    expect(await asked('/base', 'Bearer good')).toBe(200);
    expect(await asked('/base', 'Bearer bad')).toBe(401);
    expect(await asked('/base', '')).toBe(401);
    expect(await asked('', 'Bearer good')).toBe(404);
    expect(await asked('/basement', 'Bearer good')).toBe(404);
    await guarded.close();
  });
});

describeWithPrometheus('Beside a real Prometheus, the stand-in', () => {
  let real: RealPrometheus;

  beforeAll(async () => {
    const linesOf = (counter: 'requests' | 'errors') => {
      const lines = (['legacy', 'cluster'] as const).flatMap((side) => {
        let sum = 0;
        // At its beginning, and then at the end of each minute.
        return Array.from({ length: MINUTES + 1 }, (_, i) => {
          const { requests, failed } = minuteOfSide(side, i - 1);
          if (i > 0) sum += counter === 'requests' ? requests : failed;
          return `${counter}_total{side="${side}"} ${sum} ${(BEGIN + i * MINUTE) / 1000}`;
        });
      });
      return [`# TYPE ${counter} counter`, ...lines];
    };
    real = await startRealPrometheus([...linesOf('requests'), ...linesOf('errors'), '# EOF', ''].join('\n'));
  }, 30_000);
  afterAll(() => real?.stop());

  it.each(WRONG)('refuses %s in its words', async (_what, asked) => {
    expect(await said(standIn.url, asked)).toEqual(await said(real.url, asked));
  });

  it('refuses no query as it does', async () => {
    const form = { ...GOOD, query: '' };
    const [ours, theirs] = [await said(standIn.url, { form }), await said(real.url, { form })];
    expect(ours.status).toBe(theirs.status);
    // What is before that differs from version to version.
    for (const { body } of [ours, theirs])
      expect(body).toContain('parse error: no expression found in input');
  });

  it.each(ALIKE)('is asked %s as that one is', async (_how, asked) => {
    const [ours, theirs] = [await said(standIn.url, asked), await said(real.url, asked)];
    expect(theirs.status).toBe(200);
    expect(ours).toEqual(theirs);
  });

  it.each(QUERIES.map(({ query }) => query))('gives what that one gives for %s', async (query) => {
    const read = async (url: string) => {
      const periods = { from: BEGIN, until: BEGIN + MINUTES * MINUTE, seconds: 300 };
      const asked = { metric: { prometheus: { url }, query }, statistic: 'Sum', periods };
      const [reading] = await new PrometheusSeries({
        config: { userAgentAppId: async () => undefined },
      } as never).read([asked]);
      return reading?.known ? [...reading.value] : reading?.why;
    };
    const [ours, theirs] = [await read(standIn.url), await read(real.url)];
    expect(theirs).toHaveLength(12);
    expect(ours).toEqual((theirs as [number, number][]).map(([at, value]) => [at, expect.closeTo(value, 9)]));
  });
});
