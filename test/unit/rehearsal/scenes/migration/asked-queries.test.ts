import {
  misdescribedQueries,
  undescribedQueries,
} from '../../../../../rehearsal/scenes/migration/asked-queries.ts';
import {
  type DescribedQuery,
  describedQueriesIn,
  faultsInDescribedQueries,
} from '../../../../../rehearsal/scenes/migration/described-queries.ts';
import type { ScrapedQuantity } from '../../../../../rehearsal/world/scraped.ts';

const prometheus = { url: 'https://prometheus.example.com' };
const side = (name: string) => ({
  measured: { prometheus, query: `bad_${name}[$period]` },
  requests: { prometheus, query: `all_${name}[$period]` },
});
const metric = (name: string, statistic: string) => ({
  name,
  statistic,
  legacy: side('legacy'),
  cluster: side('kops'),
  tolerance: { absolute: 0.1, relative: 0.25 },
});
const settings = { compare: { falseAlarms: 0.01, metrics: [metric('Failures', 'Sum')] } };
const described = (query: string, gives: Partial<ScrapedQuantity> = {}): DescribedQuery => ({
  query: `${query}[$period]`,
  gives: { of: 'legacy', counts: 'requests', as: 'total', hasZeros: true, ...gives },
});
const ALL = [
  described('bad_legacy', { counts: 'errors' }),
  described('all_legacy'),
  described('bad_kops', { of: 'cluster', counts: 'errors' }),
  described('all_kops', { of: 'cluster' }),
];

it('nothing is wrong with queries that are all described, nor without any', () => {
  expect(undescribedQueries(settings, ALL)).toEqual({ notes: [], lacks: undefined });
  expect(misdescribedQueries(settings, ALL)).toEqual([]);
  expect(undescribedQueries({}, [])).toEqual({ notes: [], lacks: undefined });
  // Another app may ask them.
  expect(misdescribedQueries({}, ALL)).toEqual([]);
});

it('says which queries are not described, where nobody answers, and what to write', () => {
  const { notes, lacks } = undescribedQueries(settings, ALL.slice(0, 2));
  const [said, ...lines] = notes;
  expect(said).toBe(
    "NOBODY ANSWERS 2 queries to https://prometheus.example.com: behaviour.json doesn't say what they give. A dry run finds them unanswered, so no scenario of this migration is played. Put these lines into the list `prometheus` of behaviour.json (docs/snapshot.md), and correct what they count; or rehearse without these metrics.",
  );
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { query: 'bad_kops[$period]', of: 'cluster', counts: 'errors', as: 'total' },
    { query: 'all_kops[$period]', of: 'cluster', counts: 'requests', as: 'total' },
  ]);
  expect(lacks).toBe(
    'what 2 queries to a Prometheus give: describe them in `prometheus` of behaviour.json (docs/snapshot.md)',
  );
});

it('what it suggests is a description that is taken', () => {
  const zero = (name: string) => ({
    ...side(name),
    measured: { prometheus, query: `sum(bad_${name}[$period]) or vector(0)` },
  });
  const metrics = [
    { ...metric('Failures', 'Sum'), legacy: zero('legacy') },
    { ...metric('Slow', 'p95'), legacy: side('slow'), cluster: side('slower') },
  ];
  const compare = { falseAlarms: 0.01, metrics };
  const [, ...lines] = undescribedQueries({ compare }, []).notes;
  const content = lines.map((line) => JSON.parse(line));
  expect(faultsInDescribedQueries(content, '/prometheus')).toEqual([]);
  const written = describedQueriesIn(content);
  expect(written).toHaveLength(8);
  expect(written.filter(({ gives }) => gives.counts === 'latency')).toHaveLength(2);
  expect(undescribedQueries({ compare }, written)).toEqual({ notes: [], lacks: undefined });
  expect(misdescribedQueries({ compare }, written)).toEqual([]);
});

it('refuses descriptions of something else than is asked', () => {
  const wrong = [
    described('bad_legacy', { counts: 'errors', as: 'percent' }),
    described('all_legacy', { counts: 'errors' }),
    described('bad_kops', { counts: 'errors' }),
  ];
  const of = 'the metric Failures of the configuration';
  expect(misdescribedQueries(settings, wrong)).toEqual([
    {
      at: '/prometheus/0',
      words: `${of} is a Sum, so it needs how many there were: expected total, found percent`,
    },
    {
      at: '/prometheus/1',
      words: `${of} asks it for the number of requests: expected requests, found errors`,
    },
    { at: '/prometheus/2', words: `${of} asks it of cluster, and not of legacy` },
  ]);
});

it('a value may be a part, or a latency', () => {
  const compare = { falseAlarms: 0.01, metrics: [metric('Slow', 'p95')] };
  const slow = [
    described('bad_legacy', { counts: 'latency', as: 'seconds' }),
    described('bad_kops', { of: 'cluster', counts: 'errors', as: 'ratio' }),
  ];
  expect(misdescribedQueries({ compare }, slow)).toEqual([]);
});
