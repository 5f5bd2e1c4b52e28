/** What the dashboard shows. It comes last, and whatever becomes of it, Watch has done its work. */
import { COMPARED_BY_DEFAULT } from '../../contract/compare-settings.ts';
import { SIDES } from '../../contract/own-metrics.ts';
import type { Measurable } from '../../domain/counted.ts';
import { readingOf } from '../../domain/reading.ts';
import {
  dataOfSide,
  isMeasureDue,
  minutesToMeasure,
  queriesOfSide,
  type RunDatum,
  runData,
} from '../../domain/run-metrics.ts';
import { clusterSources, legacySources, ownAnswers } from '../../domain/traffic-sources.ts';
import type { WatchSeen } from '../../domain/watch/seen.ts';
import { waitingHold } from '../../domain/watch/waiting.ts';
import type { RunShown, ShownPorts } from '../../ports/run-shown.ts';
import { inTime } from '../../swap/in-time.ts';
import type { WatchPorts } from './ports.ts';

/** CloudWatch and Elastic Load Balancing answer within a second, or it isn't worth waiting for, milliseconds. */
const MOST_PATIENCE = 10_000;

type Run = NonNullable<WatchSeen['run']>;

/** @returns what was measured, in words, or why not; undefined if there is nothing to show, or nothing was to be measured */
export async function showRun(seen: WatchSeen, ports: WatchPorts): Promise<string | undefined> {
  const { shown } = ports;
  const { run, own } = seen;
  const isOver = run?.status === 'closed' || run?.status === 'restored';
  if (!shown || !run || (isOver && run.execution !== own.run)) return undefined;
  const patience = Math.min(MOST_PATIENCE, shown.patience());
  const published = await readingOf(() =>
    inTime(patience, 'The dashboard’s metrics', () => publish({ seen, run, shown, ports })),
  );
  return published.known ? published.value : `Nothing was published for the dashboard: ${published.why}`;
}

interface Showing {
  readonly seen: WatchSeen;
  readonly run: Run;
  readonly shown: ShownPorts;
  readonly ports: WatchPorts;
}

async function publish(showing: Showing): Promise<string | undefined> {
  const { seen, run, shown, ports } = showing;
  const opened = await shown.open();
  const { now, share, hold } = seen;
  const isOnHold = run.status === 'open' && waitingHold(hold, run, ports.settings, now) !== undefined;
  const own = runData({ now, share, isOnHold, isRollingBack: run.status === 'owed' });
  // A rollback is watched minute by minute.
  const isDue = run.status !== 'open' || isMeasureDue(now, shown.measured.until);
  const traffic = isDue ? await readingOf(() => measure(showing, opened)) : undefined;
  await opened.publish([...own, ...(traffic?.known ? traffic.value.data : [])]);
  if (!traffic) return undefined;
  if (!traffic.known) return `Both sides could not be measured: ${traffic.why}`;
  shown.measured.until = traffic.value.until;
  return traffic.value.words;
}

interface Measured {
  readonly data: readonly RunDatum[];
  /** Epoch milliseconds. */
  readonly until: number;
  readonly words: string;
}

/** Both sides as a soak counts and compares them, minute by minute. */
async function measure({ seen, run, shown, ports }: Showing, opened: RunShown): Promise<Measured> {
  const { settings } = ports;
  const before = ownAnswers((await ports.beforeImageOf(run)).values());
  const sources = {
    legacy: legacySources(before, settings.traffic),
    cluster: clusterSources(settings.target, settings.traffic),
  };
  const measured = await opened.measurable([...sources.legacy, ...sources.cluster]);
  const sides = {
    legacy: measured.slice(0, sources.legacy.length),
    cluster: measured.slice(sources.legacy.length),
  };
  const { statistic } = settings.compare?.latency ?? COMPARED_BY_DEFAULT.latency;
  const periods = minutesToMeasure(seen.now, Date.parse(run.begunAt), shown.measured.until);
  const asked = SIDES.flatMap((side) => queriesOfSide(side, sides[side], { statistic, periods }) ?? []);
  const queries = asked.flatMap(({ requests, errors, latency }) => [...requests, ...errors, ...latency]);
  const answers = await opened.read(queries);
  const readings = new Map(queries.map((query, i) => [query, answers[i] ?? NOT_ASKED]));
  const unread = answers.flatMap((answer) => (answer.known ? [] : [answer.why]));
  return {
    data: asked.flatMap((side) => dataOfSide(side, readings)),
    // The next call reads what this one could not.
    until: unread.length > 0 ? (shown.measured.until ?? 0) : periods.until,
    words: wordsOf([...whyUnmeasured(measured), ...new Set(unread)]),
  };
}

const NOT_ASKED = { known: false, why: 'CloudWatch was not queried' } as const;

function whyUnmeasured(measured: readonly Measurable[]): readonly string[] {
  return measured.flatMap((each) => (each.known ? [] : [`${each.source}: ${each.why}`]));
}

function wordsOf(missing: readonly string[]): string {
  return missing.length === 0 ? 'Both sides were measured.' : `Not measured: ${missing.join('; ')}`;
}
