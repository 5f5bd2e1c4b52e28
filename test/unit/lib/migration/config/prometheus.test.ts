import { resolve, smallest } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const SECRET = 'arn:aws:secretsmanager:us-west-1:111122223333:secret:prometheus-AbCdEf';
const KEY = 'arn:aws:kms:us-west-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const WORKSPACE = 'https://aps-workspaces.us-west-1.amazonaws.com/workspaces/ws-0123-4567';
const queryOf = (what: string, side: string) => `sum(increase(${what}{side="${side}"}[$period]))`;
const PROMETHEUS = {
  url: 'https://prometheus.shop.test/base/',
  legacy: queryOf('failures', 'legacy'),
  cluster: queryOf('failures', 'cluster'),
  requests: { legacy: queryOf('all', 'legacy'), cluster: queryOf('all', 'cluster') },
};
const METRIC = { name: 'Failures', statistic: 'Sum', prometheus: PROMETHEUS, tolerated: 0.1 };
const withMetric = (more: object = {}) =>
  ({ ...smallest(), compare: { metrics: [{ ...METRIC, prometheus: { ...PROMETHEUS, ...more } }] } }) as never;
const metricOf = (more: object = {}) => resolve(withMetric(more)).settings.compare?.metrics[0];
const authOf = (more: object) => {
  const side = metricOf(more)?.legacy;
  return side && 'measured' in side ? side.measured.prometheus.auth : undefined;
};

describe('a metric of Prometheus', () => {
  it('is two queries for each side', () => {
    const prometheus = { url: 'https://prometheus.shop.test/base' };
    const sideOf = (side: string) => ({
      measured: { prometheus, query: queryOf('failures', side) },
      requests: { prometheus, query: queryOf('all', side) },
    });
    expect(metricOf()).toEqual({
      name: 'Failures',
      statistic: 'Sum',
      legacy: sideOf('legacy'),
      cluster: sideOf('cluster'),
      tolerance: { absolute: 0.001, relative: 0.25 },
    });
  });

  it('is asked with a secret, or signed', () => {
    expect(authOf({})).toBeUndefined();
    expect(authOf({ bearer: SECRET })).toEqual({ kind: 'bearer', secretArn: SECRET });
    expect(authOf({ basic: SECRET, secretKey: KEY })).toEqual({
      kind: 'basic',
      secretArn: SECRET,
      keyArn: KEY,
    });
    expect(authOf({ url: WORKSPACE })).toEqual({
      kind: 'sigv4',
      region: 'us-west-1',
      workspaceArn: 'arn:aws:aps:us-west-1:111122223333:workspace/ws-0123-4567',
    });
  });

  const at = (...keys: string[]) => ['compare', 'metrics', 0, 'prometheus', ...keys];
  const wrongUrl = (wrong: string, value: string) => ({
    wrong,
    put: at('url'),
    value,
    expects: 'the https URL of a Prometheus',
    advises: "'https://prometheus.example.com'",
  });
  itRefuses(
    [
      wrongUrl('http', 'http://prometheus.shop.test'),
      wrongUrl('a password in the URL', 'https://user:word@prometheus.shop.test'),
      wrongUrl('a query in the URL', 'https://prometheus.shop.test?tenant=1'),
      wrongUrl('the path of the API', 'https://prometheus.shop.test/api/v1/query_range'),
      {
        wrong: 'a workspace that is none',
        put: at('url'),
        value: 'https://aps-workspaces.us-west-1.amazonaws.com/ws-1',
        expects: 'the URL of a workspace',
        advises: '/workspaces/ws-',
      },
      {
        wrong: 'a query without a period',
        put: at('cluster'),
        value: 'sum(increase(failures[5m]))',
        expects: 'a query of PromQL with [$period]',
        advises: 'increase(',
      },
      {
        wrong: 'no count of the requests',
        put: at('requests', 'legacy'),
        value: undefined,
        expects: 'a query of PromQL',
        advises: 'increase(',
      },
      {
        wrong: 'a token itself',
        put: at('bearer'),
        value: 'eyJhbGciOi',
        shows: 'a text of 10 characters',
        expects: 'keep the token in that secret',
        advises: 'arn:aws:secretsmanager',
      },
      {
        wrong: 'a key without a secret',
        put: at('secretKey'),
        value: KEY,
        expects: 'no key without a secret',
        advises: 'remove it',
      },
      {
        wrong: 'a metric of CloudWatch beside it',
        put: ['compare', 'metrics', 0, 'legacy'],
        value: 'x',
        expects: 'no metric of CloudWatch beside `prometheus`',
        advises: 'within `prometheus`',
      },
    ],
    withMetric,
  );

  itRefuses(
    [
      {
        wrong: 'a secret beside a signature',
        put: at('bearer'),
        value: SECRET,
        expects: 'no secret: the functions sign',
        advises: 'remove it',
      },
    ],
    () => withMetric({ url: WORKSPACE }),
  );
});
