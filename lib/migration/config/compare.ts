/** What of the cluster is compared with legacy in each soak. */
import {
  COMPARED_BY_DEFAULT,
  type ComparedMetricSettings,
  type CompareSettings,
} from '../../../lambdas/migration/contract/compare-settings.ts';
import type { ClusterTarget } from '../../../lambdas/migration/contract/settings.ts';
import type { Home } from '../../shared/config/arn.ts';
import { refuseRepeats } from '../../shared/config/lists.ts';
import type { Place } from '../../shared/config/place.ts';
import { readLine, readMilliseconds, readNumber } from '../../shared/config/values.ts';
import { readPrometheus } from './prometheus.ts';
import { readStatistic } from './statistic.ts';
import { readMetric } from './traffic.ts';

const { falseAlarms, errorRate, latency } = COMPARED_BY_DEFAULT;
const HOUR_MS = 3_600_000;
const MOST_METRICS = 20;
const LONGEST_NAME = 40;

/** @param target undefined where it could not be read @param traffic where requests are counted */
export function readCompare(
  place: Place,
  target: ClusterTarget | undefined,
  traffic: Place,
  home: Home,
): CompareSettings | undefined {
  if (place.value === false) return undefined;
  const fields = place.optionalFields(['falseAlarms', 'errorRate', 'latency', 'metrics'], {
    what: 'what is compared',
    example: '{ falseAlarms: 1 }, or false to compare nothing',
    synonyms: { errors: 'errorRate' },
  });
  if (!fields) return undefined;
  const chance = readPercent(fields.falseAlarms, 'the chance of a false alarm', {
    atLeast: 0.01,
    atMost: 10,
    byDefault: falseAlarms * 100,
  });
  const metrics = readMetrics(fields.metrics, home);
  if (metrics.length === 0) warnOfUncompared(place, target, traffic);
  return {
    falseAlarms: chance,
    ...(fields.errorRate.value !== false && { errorRate: readErrorRate(fields.errorRate) }),
    ...(fields.latency.value !== false && { latency: readLatency(fields.latency) }),
    metrics,
  };
}

/** What counts no requests by itself, and for which nothing else is named. */
function warnOfUncompared(place: Place, target: ClusterTarget | undefined, traffic: Place): void {
  if (!target || (target.kind === 'load-balancer' && target.family !== 'network')) return;
  const counted = traffic.value as { readonly cluster?: unknown } | undefined;
  if (counted?.cluster !== undefined) return;
  const why =
    target.kind === 'addresses'
      ? 'addresses have no metric of their own'
      : 'a network load balancer counts neither requests nor errors';
  place.warning(
    'cluster-not-compared',
    `${why}, so only the alarms can show that the cluster is worse than legacy; name metrics that both sides have in \`compare.metrics\`, or set \`compare: false\``,
  );
}

interface Limits {
  readonly atLeast: number;
  readonly atMost: number;
  readonly byDefault: number;
}

/** As a part of 1. */
function readPercent(place: Place, what: string, limits: Limits): number {
  return (readNumber(place, { what: `${what}, percent`, ...limits, whole: false }) ?? limits.byDefault) / 100;
}

function readTolerated(place: Place, byDefault: number): number {
  return readPercent(place, "what is tolerated of legacy's value", { atLeast: 0, atMost: 1000, byDefault });
}

function readErrorRate(place: Place): NonNullable<CompareSettings['errorRate']> {
  const fields = place.optionalFields(['toleratedPoints', 'toleratedPercent', 'mostOnLegacy'], {
    what: 'how errors are compared',
    example: '{ toleratedPoints: 0.1 }, or false to leave them out',
  });
  if (!fields) return errorRate;
  const { absolute, relative } = errorRate.tolerance;
  return {
    tolerance: {
      absolute: readPercent(fields.toleratedPoints, 'the percentage points that are tolerated', {
        atLeast: 0,
        atMost: 50,
        byDefault: absolute * 100,
      }),
      relative: readTolerated(fields.toleratedPercent, relative * 100),
    },
    mostOnLegacy: readPercent(fields.mostOnLegacy, "legacy's error rate from which a person decides", {
      atLeast: 0.1,
      atMost: 100,
      byDefault: errorRate.mostOnLegacy * 100,
    }),
  };
}

function readLatency(place: Place): NonNullable<CompareSettings['latency']> {
  const fields = place.optionalFields(['statistic', 'tolerated', 'toleratedPercent'], {
    what: 'how latency is compared',
    example: "{ statistic: 'p99' }, or false to leave it out",
  });
  if (!fields) return latency;
  const { absolute, relative } = latency.tolerance;
  return {
    statistic: fields.statistic.isLeftOut
      ? latency.statistic
      : (readStatistic(fields.statistic, ['Average']) ?? ''),
    tolerance: {
      absolute: readAmount(fields.tolerated) ?? absolute,
      relative: readTolerated(fields.toleratedPercent, relative * 100),
    },
  };
}

/** Seconds. */
function readAmount(place: Place): number | undefined {
  if (place.isLeftOut) return undefined;
  const expected = 'what is tolerated of latency: 0 ms to 1 h';
  const range = { atLeast: 0, atMost: HOUR_MS, usual: 50, resolution: 1 };
  const milliseconds = readMilliseconds(place, expected, range);
  if (milliseconds === undefined) return undefined;
  if (milliseconds >= 0 && milliseconds <= HOUR_MS) return milliseconds / 1000;
  return place.problem(expected, 'Duration.millis(50), for example');
}

function readMetrics(place: Place, home: Home): readonly ComparedMetricSettings[] {
  if (place.isLeftOut) return [];
  const places = place.items({
    of: 'a metric that both sides have',
    atLeast: 1,
    atMost: MOST_METRICS,
    example:
      "[{ name: 'Failed logins', statistic: 'Sum', legacy, cluster, tolerated: 0.1 }], or leave it out",
  });
  const read = (places ?? []).flatMap((at) => {
    const metric = readCompared(at, home);
    return metric ? [{ place: at, key: metric.name, metric }] : [];
  });
  refuseRepeats(read, 'each name');
  return read.map(({ metric }) => metric);
}

const KEYS = [
  'name',
  'statistic',
  'legacy',
  'cluster',
  'prometheus',
  'tolerated',
  'toleratedPercent',
] as const;

function readCompared(place: Place, home: Home): ComparedMetricSettings | undefined {
  const fields = place.fields(KEYS, { what: 'a compared metric' });
  if (!fields) return undefined;
  const named = { what: 'how messages call the metric', example: "'Failed logins'" };
  const name = readLine(fields.name, named, LONGEST_NAME);
  const statistic = readStatistic(fields.statistic, ['Sum', 'Average']);
  const sides = readSides(fields, home);
  const tolerated = readNumber(fields.tolerated, {
    what: statistic === 'Sum' ? 'the percentage points that are tolerated' : 'the amount that is tolerated',
    atLeast: 0,
    atMost: statistic === 'Sum' ? 50 : 1e12,
    whole: false,
  });
  const relative = readTolerated(fields.toleratedPercent, latency.tolerance.relative * 100);
  if (!name || !statistic || !sides || tolerated === undefined) return undefined;
  const absolute = statistic === 'Sum' ? tolerated / 100 : tolerated;
  return { name, statistic, ...sides, tolerance: { absolute, relative } };
}

function readSides(
  { legacy, cluster, prometheus }: Record<'legacy' | 'cluster' | 'prometheus', Place>,
  home: Home,
): Pick<ComparedMetricSettings, 'legacy' | 'cluster'> | undefined {
  if (!prometheus.isLeftOut) {
    for (const place of [legacy, cluster])
      if (!place.isLeftOut)
        place.problem('no metric of CloudWatch beside `prometheus`', 'its query, within `prometheus`');
    return readPrometheus(prometheus, home);
  }
  const [ofLegacy, ofCluster] = [readMetric(legacy), readMetric(cluster)];
  return ofLegacy && ofCluster && { legacy: ofLegacy, cluster: ofCluster };
}
