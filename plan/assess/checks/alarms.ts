import { CloudWatchAlarms } from '../../../lambdas/migration/adapters/cloudwatch-alarms.ts';
import { prometheusQueries } from '../../../lambdas/migration/contract/prometheus-queries.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import type { AlarmMetric, AlarmQuery } from '../../../lambdas/migration/domain/alarm.ts';
import { verifyAlarms } from '../../../lambdas/migration/preflight/verify-alarms/verify-alarms.ts';
import { pathOf } from '../../../rehearsal/snapshot/file-kind.ts';
import { ALARMS } from '../../../rehearsal/snapshot/kinds/cloudwatch.ts';
import { type RecordedMetric, recordedMetrics } from '../../../rehearsal/snapshot/metrics.ts';
import type { Asked, Asking, OfflineCheck } from './offline-check.ts';

/** What an alarm is like is in its description; whether its metrics have data only in what was recorded of them. */
export const ALARM_CHECK: OfflineCheck = {
  check: MIGRATE.verifyAlarms,
  isWanted: ({ alarms }) => alarms.length > 0,
  needs: () => [ALARMS],
  ask: askAlarms,
};

async function askAlarms({ settings, snapshot, clients, now }: Asking): Promise<Asked> {
  const described = new CloudWatchAlarms(clients.cloudWatch);
  const recorded = recordedMetrics(snapshot, settings);
  const unrecorded = new Set<string>();
  const { findings } = await verifyAlarms(settings, {
    // They come with the deployment.
    checks: undefined,
    clock: { now: () => now },
    alarms: {
      describe: (names) => described.describe(names),
      history: () => Promise.resolve([]),
      hasData: (source, from, until) => {
        const metric = recordOf(source, recorded);
        if (!metric) unrecorded.add('expression' in source ? source.kind : source.metricName);
        // Of what nobody recorded nothing is said: neither that it has data nor that it has none.
        return Promise.resolve(!metric || hasRecently(metric, Date.parse(until) - Date.parse(from)));
      },
    },
  });
  const stateless = statelessIn({ settings, snapshot });
  const notAsked = [
    ...(prometheusQueries(settings).length > 0
      ? ['Its queries to a Prometheus: a plan asks no server.']
      : []),
    ...(settings.dataPlane ? ['Its health checks: they come with the deployment.'] : []),
    ...(unrecorded.size > 0
      ? [`Whether ${[...unrecorded].join(', ')} have data: the snapshot has no recorded values for them.`]
      : []),
    ...statesNotKnown(settings, stateless),
  ];
  // As `verifyAlarms` calls them: an alarm by its name, or with that of the one that rests on it.
  const subjects = new Set(
    [...stateless].flatMap((name) => [name, ...settings.alarms.map((each) => `${each.name} (${name})`)]),
  );
  return {
    findings: findings.filter(
      ({ code, subject }) => code !== 'alarm-insufficient-data' || !subjects.has(subject),
    ),
    notAsked,
  };
}

function statesNotKnown(
  { alarms, account, region }: Asking['settings'],
  stateless: ReadonlySet<string>,
): readonly string[] {
  const made = alarms.filter(({ isMade }) => isMade).map(({ name }) => name);
  const said = (names: readonly string[], why: string) =>
    names.length === 0 ? [] : [`The state of ${names.join(', ')}: ${why}.`];
  return [
    ...said(
      [...stateless].filter((name) => made.includes(name)),
      'they come with the deployment',
    ),
    ...said(
      [...stateless].filter((name) => !made.includes(name)),
      `${pathOf(ALARMS, { account, region })} has none`,
    ),
  ];
}

/** Described by hand, without a state. */
function statelessIn({ settings, snapshot }: Pick<Asking, 'settings' | 'snapshot'>): ReadonlySet<string> {
  const { MetricAlarms = [], CompositeAlarms = [] } = snapshot.find(ALARMS, settings) ?? {};
  const without = [...MetricAlarms, ...CompositeAlarms].filter(({ StateValue }) => StateValue === undefined);
  return new Set(without.flatMap(({ AlarmName }) => AlarmName ?? []));
}

function recordOf(
  source: AlarmMetric | AlarmQuery,
  recorded: readonly RecordedMetric[],
): RecordedMetric | undefined {
  if ('expression' in source) return undefined;
  const { namespace, metricName, dimensions, unit } = source;
  const wanted = JSON.stringify(Object.entries(dimensions).toSorted());
  return recorded.find(
    (each) =>
      each.namespace === namespace &&
      each.metricName === metricName &&
      (each.unit === undefined || each.unit === unit) &&
      JSON.stringify(Object.entries(each.dimensions).toSorted()) === wanted,
  );
}

/** At the end of what was recorded: the snapshot's own present. */
function hasRecently({ spans, times }: RecordedMetric, milliseconds: number): boolean {
  const end = Math.max(...spans.map(({ until }) => until));
  return times.some((at) => at >= end - milliseconds);
}
