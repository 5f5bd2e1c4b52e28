/** What no data means for an alarm that is OK. CloudWatch lets silence look like health. */

import { duration } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { MetricAlarm } from '../../domain/alarm.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import { type Found, lookBackSeconds, type Source, type SourceSeen } from './data-seen.ts';

const notes = notesOf(MIGRATE.verifyAlarms);

/** Findings about an alarm that is OK; none when its data shows that it was evaluated. */
export function judgeSilence(alarm: MetricAlarm, seen: readonly SourceSeen[], now: number): Finding[] {
  const unread = seen.flatMap(({ source, found }) =>
    found.known ? [] : [unreadable(alarm, source, found.why)],
  );
  if (unread.length > 0) return unread.slice(0, 1);
  const those = (...wanted: Found[]) =>
    seen.flatMap(({ source, found }) => (found.known && wanted.includes(found.value) ? [source] : []));
  const otherUnit = those('other unit');
  if (otherUnit.length > 0) return [wrongUnit(alarm, otherUnit)];
  const withData = those('data');
  if (seen.length === 0) return recentlyUpdated(alarm, now) ? [] : [unproven(alarm)];
  if (withData.length === 0 && alarm.treatMissingData !== 'notBreaching') return [stale(alarm)];
  const silent = those('nothing');
  if (silent.length === 0) return [];
  return [withData.length === 0 ? allSilent(alarm) : partlySilent(alarm, silent)];
}

function recentlyUpdated(alarm: MetricAlarm, now: number): boolean {
  const updated = Math.max(Date.parse(alarm.stateUpdatedAt), Date.parse(alarm.configurationUpdatedAt));
  return now - updated <= lookBackSeconds(alarm) * 1000;
}

const WHY = 'An alarm that is OK only because it gets no data starts no rollback.';

function unreadable(alarm: MetricAlarm, source: Source, why: string): Finding {
  const toDo =
    source.account === ''
      ? 'Allow the function to read metrics (cloudwatch:GetMetricData), then start again.'
      : `Let this account read the metrics of account ${source.account} (CloudWatch cross-account observability), then start again.`;
  const seen = `The data of ${inWords(source)} could not be read: ${why}`;
  return notes.fail(alarm.name, 'alarm-data-unreadable', { seen, why: WHY, toDo });
}

function wrongUnit(alarm: MetricAlarm, sources: readonly Source[]): Finding {
  const units = sources.flatMap((source) => ('unit' in source ? [source.unit] : []));
  return notes.fail(alarm.name, 'alarm-unit', {
    seen: `It reads ${listed(sources)} in the unit ${[...new Set(units)].join(', ')} only, and there is data in another unit.`,
    why: 'CloudWatch does not convert units, so the alarm never sees a datapoint.',
    toDo: 'Remove the unit from the alarm, or give the one that the metric has.',
  });
}

function stale(alarm: MetricAlarm): Finding {
  return notes.fail(alarm.name, 'alarm-stale', {
    seen: `It has been OK since ${alarm.stateUpdatedAt}, but its metric had no data in the last ${lookBack(alarm)} (missing data: ${alarm.treatMissingData}).`,
    why: WHY,
    toDo: `Check that ${listed(sourcesOf(alarm))} exists, has the right name and gets data.`,
  });
}

function allSilent(alarm: MetricAlarm): Finding {
  return notes.warn(alarm.name, 'alarm-silent', {
    seen: `It is OK only because missing data counts as good: its metric had no data in the last ${lookBack(alarm)}.`,
    why: WHY,
    toDo: `Check that ${listed(sourcesOf(alarm))} exists and has the right name. It must have data once the cluster gets traffic.`,
  });
}

function partlySilent(alarm: MetricAlarm, silent: readonly Source[]): Finding {
  return notes.warn(alarm.name, 'alarm-silent', {
    seen: `Part of what it reads had no data in the last ${lookBack(alarm)}: ${listed(silent, ' and ')}.`,
    why: 'An expression can hide that a metric in it does not exist.',
    toDo: 'Check that it exists and has the right name and dimensions.',
  });
}

function unproven(alarm: MetricAlarm): Finding {
  const queries = alarm.queries.map(({ kind }) => kind);
  const query = queries.length > 0 ? `a query (${queries.join(', ')})` : 'a query';
  return notes.warn(alarm.name, 'alarm-data-not-asked', {
    seen: `It evaluates ${query}, not a metric, so its data was not read. It was last updated at ${alarm.stateUpdatedAt}.`,
    why: WHY,
    toDo: 'Check in its graph in the CloudWatch console that it has data now.',
  });
}

function lookBack(alarm: MetricAlarm): string {
  return duration(lookBackSeconds(alarm));
}

function sourcesOf({ metrics, queries }: MetricAlarm): readonly Source[] {
  return [...metrics, ...queries];
}

function listed(sources: readonly Source[], between = ' or '): string {
  return sources.map(inWords).join(between);
}

/** `AWS/ApplicationELB RequestCount {LoadBalancer=app/shop/1}`, or the query itself. */
function inWords(source: Source): string {
  const of = source.account === '' ? '' : ` of account ${source.account}`;
  if ('expression' in source) return `"${source.expression}"${of}`;
  const dimensions = Object.entries(source.dimensions).map(([name, value]) => `${name}=${value}`);
  return `${source.namespace} ${source.metricName} {${dimensions.join(', ')}}${of}`;
}
