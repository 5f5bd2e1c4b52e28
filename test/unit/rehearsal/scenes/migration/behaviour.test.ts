import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { behaviourOf, readBehaviour } from '../../../../../rehearsal/scenes/migration/behaviour.ts';
import { SnapshotRefused } from '../../../../../rehearsal/snapshot/problem.ts';
import { SHOP_BEHAVIOUR, shopEstate } from '../../../../support/shop.ts';

const OWN = { namespace: 'Ingress', metricName: 'errors', of: 'cluster', counts: 'errors', as: 'each' };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'behaviour-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string) {
  const path = join(folder, 'behaviour.json');
  writeFileSync(path, text);
  return readBehaviour(path);
}

function problemsOf(text: string): readonly string[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof SnapshotRefused) return error.problems.map(({ at, words }) => `${at}: ${words}`);
    throw error;
  }
  return [];
}

const good = {
  requestsPerMinute: 100,
  swing: 0.5,
  busiestHour: 9,
  resolvers: 20,
  names: { 'example.com.': 0.9, '\\052.example.com.': 0.1 },
};

describe('the behaviour of a world', () => {
  it('is what its file says', () => {
    expect(read(JSON.stringify(good))).toEqual({
      asked: {
        traffic: { requestsPerMinute: 100, swing: 0.5, busiestHour: 9 },
        resolvers: 20,
        names: [
          { name: 'example.com.', popularity: 0.9 },
          { name: '\\052.example.com.', popularity: 0.1 },
        ],
      },
      ownMetrics: [],
      queries: [],
    });
  });

  it('may have clients that keep connections', () => {
    const connections = { busy: 0.1, onError: 0.02, never: 0.01, restartHours: 24 };
    expect(read(JSON.stringify({ ...good, connections })).connections).toEqual(connections);
    // Together they are 1, though not in floating point.
    const all = { busy: 0.33, onError: 0.56, never: 0.11, restartHours: 24 };
    expect(read(JSON.stringify({ ...good, connections: all })).connections).toEqual(all);
  });

  it('may say only what metrics of one’s own count: who asks is then as it is without the file', () => {
    const errors = {
      namespace: 'Ingress',
      metricName: 'errors',
      dimensions: { cluster: 'one' },
      of: 'cluster',
      counts: 'errors',
      as: 'total',
    };
    const latency = {
      namespace: 'Ingress',
      metricName: 'time',
      of: 'legacy',
      counts: 'latency',
      as: 'milliseconds',
      unit: 'Milliseconds',
    };
    expect(read(JSON.stringify({ metrics: [{ ...errors, zeros: true }, latency] }))).toEqual({
      ownMetrics: [
        {
          metric: { namespace: 'Ingress', metricName: 'errors', dimensions: { cluster: 'one' } },
          of: 'cluster',
          counts: 'errors',
          as: 'total',
          unit: 'None',
          hasZeros: true,
        },
        {
          metric: { namespace: 'Ingress', metricName: 'time', dimensions: {} },
          of: 'legacy',
          counts: 'latency',
          as: 'milliseconds',
          unit: 'Milliseconds',
          hasZeros: false,
        },
      ],
      queries: [],
    });
    const file = join(folder, 'behaviour.json');
    writeFileSync(file, JSON.stringify({ metrics: [errors] }));
    const estate = shopEstate();
    const { behaviour: without, ...known } = behaviourOf(estate, undefined);
    const { behaviour, ...same } = behaviourOf(estate, file);
    expect(same).toEqual(known);
    expect(behaviour).toMatchObject({ ...without, ownMetrics: [{ counts: 'errors' }] });
  });

  it.each<[object | string, readonly string[]]>([
    ['errors', ['/metrics: Invalid input: expected array, received string']],
    [
      [{ namespace: '', metricName: 'a', of: 'both', counts: 'errors', as: 'percent', dimensions: { a: 1 } }],
      [
        '/metrics/0/namespace: Too small: expected string to have >=1 characters',
        '/metrics/0/dimensions/a: Invalid input: expected string, received number',
        '/metrics/0/of: Invalid option: expected one of "legacy"|"cluster"',
      ],
    ],
    [[{ ...OWN, statistic: 'Sum' }], ['/metrics/0: Unrecognized key: "statistic"']],
    [
      [{ ...OWN, counts: 'requests', as: 'percent' }],
      ['/metrics/0/as: expected each or total for requests, found "percent"'],
    ],
    [
      [{ ...OWN, as: 'percent', zeros: true }],
      ['/metrics/0/zeros: expected it only with each or total: percent has a value if there are requests'],
    ],
    [
      [{ ...OWN, namespace: 'AWS/ApplicationELB' }],
      [
        '/metrics/0/namespace: expected a namespace of your own: only AWS publishes in AWS/…, and a rehearsal has what load balancers count there',
      ],
    ],
    [
      [
        { ...OWN, dimensions: { a: '1', b: '2' } },
        { ...OWN, of: 'legacy', dimensions: { b: '2', a: '1' } },
      ],
      ['/metrics/1: the same metric as /metrics/0'],
    ],
  ])('is refused with the metrics %j', (metrics, problems) => {
    expect(problemsOf(JSON.stringify({ metrics }))).toEqual(problems);
  });

  const QUERY = { query: 'sum(increase(x[$period]))', of: 'cluster', counts: 'errors', as: 'total' };

  it('may say what queries to a Prometheus give', () => {
    const slow = { query: 'slow[$period]', of: 'legacy', counts: 'latency', as: 'seconds' };
    expect(read(JSON.stringify({ prometheus: [{ ...QUERY, zeros: true }, slow] })).queries).toEqual([
      { query: QUERY.query, gives: { of: 'cluster', counts: 'errors', as: 'total', hasZeros: true } },
      { query: slow.query, gives: { of: 'legacy', counts: 'latency', as: 'seconds', hasZeros: false } },
    ]);
  });

  it.each<[object | string, readonly string[]]>([
    ['up', ['/prometheus: Invalid input: expected array, received string']],
    [
      [{ ...QUERY, of: 'both', counts: 'orders', as: 'each' }],
      [
        '/prometheus/0/of: Invalid option: expected one of "legacy"|"cluster"',
        '/prometheus/0/counts: Invalid option: expected one of "requests"|"errors"|"latency"',
        '/prometheus/0/as: Invalid option: expected one of "total"|"percent"|"ratio"|"seconds"|"milliseconds"',
      ],
    ],
    [[{ ...QUERY, url: 'https://a.test' }], ['/prometheus/0: Unrecognized key: "url"']],
    [
      [{ ...QUERY, query: 'sum(increase(x[10m]))' }],
      ['/prometheus/0/query: expected the query as the configuration has it, with [$period]'],
    ],
    [
      [{ ...QUERY, counts: 'latency' }],
      ['/prometheus/0/as: expected seconds or milliseconds for latency, found "total"'],
    ],
    [
      [{ ...QUERY, as: 'ratio', zeros: true }],
      ['/prometheus/0/zeros: expected it only with total: ratio has a value if there are requests'],
    ],
    [
      [{ ...QUERY, query: `${QUERY.query} or vector(0)` }],
      ['/prometheus/0/zeros: expected true: the query ends with `or vector(0)`, so it always has a value'],
    ],
    [[QUERY, { ...QUERY, of: 'legacy' }], ['/prometheus/1: the same query as /prometheus/0']],
  ])('is refused with the queries %j', (prometheus, problems) => {
    expect(problemsOf(JSON.stringify({ prometheus }))).toEqual(problems);
  });

  it('of the shop can be read', () => {
    expect(readBehaviour(SHOP_BEHAVIOUR).asked?.names).toHaveLength(6);
  });

  it.each<[object, readonly string[]]>([
    [{ swing: 1.5 }, ['/swing: expected a number from 0 to 1, found 1.5']],
    [{ busiestHour: 19.5 }, ['/busiestHour: expected a whole number from 0 to 23, found 19.5']],
    [{ resolvers: '20' }, ['/resolvers: expected a whole number from 1 to 10000, found "20"']],
    [
      { requestsPerMinute: undefined },
      ['/requestsPerMinute: expected a number from 0 to 10000000, found nothing'],
    ],
    [
      { clients: 3 },
      [
        '/clients: expected only requestsPerMinute, swing, busiestHour, resolvers, names, connections, metrics, prometheus',
      ],
    ],
    [{ connections: 0.1 }, ['/connections: expected an object, found 0.1']],
    [
      { connections: { busy: 0.9, onError: 0.2, never: 0, restartHours: 0, idle: 0 } },
      [
        '/connections/idle: expected only busy, onError, never, restartHours',
        '/connections/restartHours: expected a number from 1 to 8760, found 0',
        '/connections: expected parts of 1 together at most, found 1.1',
      ],
    ],
    [
      { connections: { busy: -0.1, onError: 0, never: 0 } },
      [
        '/connections/busy: expected a number from 0 to 1, found -0.1',
        '/connections/restartHours: expected a number from 1 to 8760, found nothing',
      ],
    ],
    [{ names: ['example.com.'] }, ['/names: expected an object with the part of each name']],
    [{ names: {} }, ['/names: expected parts that add up to 1, found 0']],
    [{ names: { 'a.com.': 0.5, 'b.com.': 0.4 } }, ['/names: expected parts that add up to 1, found 0.9']],
    [
      { names: { '*.Example.com': 1 } },
      ['/names/*.Example.com: Route 53 writes this name \\052.example.com.'],
    ],
    [
      { names: { 'a b.com.': 1 } },
      [
        "/names/a b.com.: 'a b.com.' is not a domain name: FATAL problem: UnsupportedCharacter (Value contains unsupported characters) encountered with ' '",
      ],
    ],
    [
      { swing: -1, names: { 'a.com.': 2, 'b.com.': -1 } },
      [
        '/swing: expected a number from 0 to 1, found -1',
        '/names/a.com.: expected a number from 0 to 1, found 2',
        '/names/b.com.: expected a number from 0 to 1, found -1',
      ],
    ],
  ])('is refused with %j, for all that is wrong', (change, problems) => {
    expect(problemsOf(JSON.stringify({ ...good, ...change }))).toEqual(problems);
  });

  it('is refused if it is no object, no JSON or not there', () => {
    expect(problemsOf('[]')).toEqual([': expected an object, found []']);
    expect(() => read('{')).toThrow(SnapshotRefused);
    expect(() => readBehaviour(join(folder, 'none.json'))).toThrow(/ENOENT/);
  });
});
