/** What a configuration asks of a Prometheus, and whether what is said of it in behaviour.json fits. */
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { below } from '../../snapshot/json.ts';
import type { Fault } from '../../snapshot/problem.ts';
import { type DescribedQuery, isAlwaysThere } from './described-queries.ts';
import type { Unanswered } from './made-up.ts';

type Compared = Pick<MigrationSettings, 'compare'>;

interface AskedQuery {
  readonly query: string;
  readonly side: 'legacy' | 'cluster';
  /** Of the metric that it is for. */
  readonly name: string;
  readonly statistic: string;
  /** Whether it gives the number of requests. */
  readonly isRequests: boolean;
  readonly url: string;
}

function askedIn({ compare }: Compared): readonly AskedQuery[] {
  return (compare?.metrics ?? []).flatMap(({ name, statistic, legacy, cluster }) =>
    Object.entries({ legacy, cluster }).flatMap(([side, of]) => {
      if (!('measured' in of)) return [];
      const about = { side: side as AskedQuery['side'], name, statistic, url: of.measured.prometheus.url };
      return [
        { ...about, query: of.measured.query, isRequests: false },
        { ...about, query: of.requests.query, isRequests: true },
      ];
    }),
  );
}

/** Those for which a rehearsal has no answer. */
export function undescribedQueries(settings: Compared, described: readonly DescribedQuery[]): Unanswered {
  const known = new Set(described.map(({ query }) => query));
  const unknown = new Map(
    askedIn(settings).flatMap((each) => (known.has(each.query) ? [] : [[each.query, each] as const])),
  );
  if (unknown.size === 0) return { notes: [], lacks: undefined };
  const urls = [...new Set([...unknown.values()].map(({ url }) => url))].join(', ');
  const queries = `${unknown.size} ${unknown.size === 1 ? 'query' : 'queries'}`;
  return {
    notes: [
      `NOBODY ANSWERS ${queries} to ${urls}: behaviour.json doesn't say what they give. A dry run finds them unanswered, so no scenario of this migration is played. Put these lines into the list \`prometheus\` of behaviour.json (docs/snapshot.md), and correct what they count; or rehearse without these metrics.`,
      ...[...unknown.values()].map((each) => JSON.stringify(suggested(each))),
    ],
    lacks: `what ${queries} to a Prometheus give: describe them in \`prometheus\` of behaviour.json (docs/snapshot.md)`,
  };
}

/** As far as the configuration says it: of a Sum it is most often errors, of a value a latency. */
function suggested({ query, side, statistic, isRequests }: AskedQuery): object {
  const of = { query, of: side };
  if (!isRequests && statistic !== 'Sum') return { ...of, counts: 'latency', as: 'seconds' };
  const counted = { ...of, counts: isRequests ? 'requests' : 'errors', as: 'total' };
  return isAlwaysThere(query) ? { ...counted, zeros: true } : counted;
}

/** Descriptions that can't be of what the configuration asks. */
export function misdescribedQueries(
  settings: Compared,
  described: readonly DescribedQuery[],
): readonly Fault[] {
  const asked = askedIn(settings);
  return described.flatMap((each, i) => {
    const at = below(below('', 'prometheus'), i);
    const words = asked.filter(({ query }) => query === each.query).flatMap((one) => wrongWith(each, one));
    return [...new Set(words)].map((word) => ({ at, words: word }));
  });
}

function wrongWith({ gives }: DescribedQuery, { side, name, statistic, isRequests }: AskedQuery): string[] {
  const metric = `the metric ${name} of the configuration`;
  const other = gives.of === side ? [] : [`${metric} asks it of ${side}, and not of ${gives.of}`];
  if (isRequests)
    return gives.counts === 'requests'
      ? other
      : [...other, `${metric} asks it for the number of requests: expected requests, found ${gives.counts}`];
  if (statistic === 'Sum' && gives.as !== 'total')
    return [
      ...other,
      `${metric} is a Sum, so it needs how many there were: expected total, found ${gives.as}`,
    ];
  return other;
}
