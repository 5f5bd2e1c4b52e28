/** What CloudWatch recorded: `worlds/SPEC.md`, "Metrics". */
import type { MetricId } from '../world/metrics.ts';
import type { ContentOf, Place } from './file-kind.ts';
import { METRIC_DATA, METRIC_QUERIES } from './kinds/cloudwatch.ts';
import type { Snapshot } from './snapshot.ts';

/** One statistic of one metric. Times are epoch milliseconds. */
export interface RecordedMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Sum`, `Average`, `p99` … */
  readonly statistic: string;
  readonly periodSeconds: number;
  /** Of the data that was asked for; absent: of any. */
  readonly unit?: string;
  /** Of the account that shares it, where that is another one. */
  readonly sharedBy?: string;
  /** Of which time it is known: where nothing was recorded there, there was no data. In several pieces if files were joined. */
  readonly spans: readonly { readonly from: number; readonly until: number }[];
  /** When each period with data began, oldest first … */
  readonly times: readonly number[];
  /** … and its value. */
  readonly values: readonly number[];
}

type Query = NonNullable<ContentOf<typeof METRIC_QUERIES>['MetricDataQueries']>[number];
type Result = ContentOf<typeof METRIC_DATA>['MetricDataResults'][number];
type Identity = Omit<RecordedMetric, 'spans' | 'times' | 'values'>;

interface Gathered {
  readonly identity: Identity;
  readonly spans: { readonly from: number; readonly until: number }[];
  readonly values: Map<number, number>;
}

/** Each statistic once, from whatever files it is in. @param place account and region */
export function recordedMetrics(snapshot: Snapshot, place: Place): readonly RecordedMetric[] {
  const gathered = new Map<string, Gathered>();
  const { account, region } = place;
  for (const asked of snapshot.all(METRIC_QUERIES)) {
    if (asked.account !== account || asked.region !== region) continue;
    const results = snapshot.one(METRIC_DATA, asked).MetricDataResults;
    const { StartTime, EndTime, MetricDataQueries } = asked.content;
    const span = { from: Date.parse(StartTime), until: Date.parse(EndTime) };
    for (const query of MetricDataQueries) gather(gathered, query, span, results);
  }
  return [...gathered.values()].map(({ identity, spans, values }) => {
    const points = [...values].toSorted(([one], [other]) => one - other);
    return { ...identity, spans, times: points.map(([at]) => at), values: points.map(([, value]) => value) };
  });
}

function gather(
  gathered: Map<string, Gathered>,
  query: Query,
  span: Gathered['spans'][number],
  results: readonly Result[],
): void {
  const identity = identityOf(query);
  if (!identity || query.ReturnData === false) return;
  const key = JSON.stringify(identity);
  const known: Gathered = gathered.get(key) ?? { identity, spans: [], values: new Map() };
  gathered.set(key, known);
  known.spans.push(span);
  // Pages are joined: a metric has a result on each page that it is on.
  for (const { Id, Timestamps, Values } of results)
    if (Id === query.Id)
      Timestamps.forEach((printed, i) => {
        const at = Date.parse(printed);
        if (!known.values.has(at)) known.values.set(at, Values[i] ?? 0);
      });
}

/** Undefined for an expression. */
function identityOf({ MetricStat, AccountId }: Query): Identity | undefined {
  if (!MetricStat) return undefined;
  const { Metric, Period = 0, Stat = '', Unit } = MetricStat;
  return {
    ...metricPrinted(Metric ?? {}),
    statistic: Stat,
    periodSeconds: Period,
    ...(Unit !== undefined && { unit: Unit }),
    ...(AccountId !== undefined && { sharedBy: AccountId }),
  };
}

interface PrintedMetric {
  readonly Namespace?: string | undefined;
  readonly MetricName?: string | undefined;
  readonly Dimensions?:
    | readonly { readonly Name?: string | undefined; readonly Value?: string | undefined }[]
    | undefined;
}

/** As AWS prints it in alarms and queries. */
export function metricPrinted({ Namespace = '', MetricName = '', Dimensions = [] }: PrintedMetric): MetricId {
  const dimensions = Dimensions.map(({ Name = '', Value = '' }) => [Name, Value] as const);
  return {
    namespace: Namespace,
    metricName: MetricName,
    dimensions: Object.fromEntries(dimensions.toSorted(([one], [other]) => (one < other ? -1 : 1))),
  };
}
