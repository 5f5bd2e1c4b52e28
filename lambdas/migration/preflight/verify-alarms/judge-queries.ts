/** Whether a Prometheus will answer what each soak asks it. */
import { shortened } from '../../../shared/domain/text.ts';
import type { ComparedMetricSettings, CompareSettings } from '../../contract/compare-settings.ts';
import type { Finding } from '../../contract/findings.ts';
import type { PrometheusSide } from '../../contract/prometheus-settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { isMiscounted } from '../../domain/compare/miscounted.ts';
import { type Periods, periodsIn, type Series, type SeriesQuery } from '../../domain/compare/periods.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { Reading } from '../../domain/reading.ts';
import type { MetricSeries } from '../../ports/metric-series.ts';

const notes = notesOf(MIGRATE.verifyAlarms);
/** In six hours legacy has traffic, whatever the hour. Milliseconds. */
const LOOKED_BACK = 6 * 3_600_000;
const WHY = 'Without an answer no soak can compare the cluster with legacy: each is extended, and then held.';
const MOST_SHOWN = 3;

interface Asked {
  readonly name: string;
  /** What is compared is a part of the requests. */
  readonly isPart: boolean;
  readonly side: string;
  readonly queries: PrometheusSide;
}

interface Answered extends Asked {
  readonly measured: Reading<Series>;
  readonly requests: Reading<Series>;
}

/** Asks each query once, for the last hours. @param now epoch milliseconds */
export async function judgeQueries(
  compare: CompareSettings | undefined,
  series: MetricSeries,
  now: number,
): Promise<readonly Finding[]> {
  const asked = (compare?.metrics ?? []).flatMap(sidesOf);
  if (asked.length === 0) return [];
  const periods = periodsIn({ from: now - LOOKED_BACK, until: now });
  const readings = await series.read(asked.flatMap(({ queries }) => queriesOf(queries, periods)));
  const answered = asked.map((each, i): Answered => {
    const [measured = NOT_ASKED, requests = NOT_ASKED] = readings.slice(2 * i, 2 * i + 2);
    return { ...each, measured, requests };
  });
  return [...Map.groupBy(answered, ({ name }) => name)].map(([name, sides]) => judge(name, sides));
}

const NOT_ASKED: Reading<Series> = { known: false, why: 'it was not asked' };

function sidesOf({ name, statistic, legacy, cluster }: ComparedMetricSettings): readonly Asked[] {
  return Object.entries({ legacy, cluster }).flatMap(([side, queries]) =>
    'measured' in queries ? [{ name, isPart: statistic === 'Sum', side, queries }] : [],
  );
}

function queriesOf({ measured, requests }: PrometheusSide, periods: Periods): readonly SeriesQuery[] {
  return [measured, requests].map((metric) => ({ metric, statistic: 'Sum', periods }));
}

function judge(name: string, sides: readonly Answered[]): Finding {
  const all = sides.flatMap(({ measured, requests }) => [measured, requests]);
  const whys = all.flatMap((each) => (each.known ? [] : [each.why]));
  if (whys.length > 0) return unanswered(name, whys);
  const silent = sides.filter(({ measured, requests }) => isEmpty(measured) || isEmpty(requests));
  if (silent.length > 0) return empty(name, silent);
  const wrong = sides.flatMap(wrongIn);
  if (wrong.length > 0)
    return notes.fail(name, 'compared-query-wrong', {
      seen: `${wrong.join('; ')}.`,
      why: 'A part can’t be larger than all requests, or negative: one of the queries counts something else.',
      toDo: 'Correct the queries in `compare.metrics`.',
    });
  return ready(name);
}

function unanswered(name: string, whys: readonly string[]): Finding {
  return notes.fail(name, 'compared-query-unanswered', {
    seen: `No usable answer: ${shortened([...new Set(whys)], MOST_SHOWN, 'queries').join('; ')}.`,
    why: WHY,
    toDo: 'Fix what the message says in `compare.metrics`, or let the functions reach the URL: they run outside your VPC.',
  });
}

function empty(name: string, silent: readonly Answered[]): Finding {
  const isLegacy = silent.some(({ side }) => side === 'legacy');
  const queries = silent.map(
    ({ side, queries: { measured, requests } }) => `${side} (${measured.query}; ${requests.query})`,
  );
  return notes[isLegacy ? 'fail' : 'warn'](name, 'compared-query-empty', {
    seen: `In the last 6 h there is no value of ${queries.join(' and ')}.`,
    why: isLegacy
      ? WHY
      : 'The cluster may have had no traffic yet. With traffic it must have values, zeros too.',
    toDo: 'Try the queries in Prometheus’ own page. For a counter that may be absent, write `… or vector(0)`.',
  });
}

function isEmpty(reading: Reading<Series>): boolean {
  return reading.known && reading.value.size === 0;
}

function wrongIn({ isPart, side, measured, requests }: Answered): readonly string[] {
  if (!isPart || !measured.known || !requests.known) return [];
  const [some, all] = [sumOf(measured.value), sumOf(requests.value)];
  return isMiscounted(some, all)
    ? [`${side}: ${Math.round(some)} of ${Math.round(all)} requests in the last 6 h`]
    : [];
}

function sumOf(series: Series): number {
  return [...series.values()].reduce((sum, value) => sum + value, 0);
}

function ready(name: string): Finding {
  return notes.pass(name, 'compared-query-ready', {
    seen: 'Prometheus answers each query with one series.',
    why: 'Each soak compares them.',
  });
}
