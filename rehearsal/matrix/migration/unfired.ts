/** Why nothing fires an alarm. */
import type { AlarmDefinition, MetricAlarmDefinition, WatchedMetric } from '../../world/alarm-definition.ts';
import { isModelled } from '../../world/balancer-metrics.ts';
import { samplesFor } from '../../world/metric-alarm.ts';
import type { MetricId } from '../../world/metrics.ts';
import type { Published, Sighted } from './sightings.ts';

export interface Unfired {
  readonly alarm: string;
  /**
   * `useless`: no failure could fire it. `not reached`: one that is worse may. `not known`: it watches what the
   * rehearsal doesn't have.
   */
  readonly verdict: 'useless' | 'not reached' | 'not known';
  /** Sentences. */
  readonly why: string;
}

interface Seen {
  readonly sighted: readonly Sighted[];
  readonly published: readonly Published[];
  /** Names of alarms that went to ALARM. */
  readonly fired: ReadonlySet<string>;
}

/** @param names of the alarms that roll back */
export function unfiredAlarms(
  names: readonly string[],
  definitions: readonly AlarmDefinition[],
  seen: Seen,
): readonly Unfired[] {
  return names
    .filter((name) => !seen.fired.has(name))
    .map((name) => {
      const definition = definitions.find((each) => each.name === name);
      if (!definition)
        return { alarm: name, verdict: 'not known', why: 'The snapshot has no alarm of this name.' };
      return { alarm: name, ...whyOf(definition, definitions, seen) };
    });
}

/** An alarm that keeps its state for want of samples, whatever it sees. */
export interface HeldBack {
  readonly alarm: string;
  readonly statistic: string;
  /** The most that its evaluation periods had. */
  readonly samples: number;
  readonly needed: number;
}

export function heldBackAlarms(
  names: readonly string[],
  definitions: readonly AlarmDefinition[],
  { sighted, fired }: Pick<Seen, 'sighted' | 'fired'>,
): readonly HeldBack[] {
  return definitions.flatMap((definition) => {
    if (definition.kind !== 'metric' || !names.includes(definition.name) || fired.has(definition.name))
      return [];
    const of = sighted.find(({ alarm }) => alarm === definition.name);
    const needed = samplesFor(definition);
    if (!of || of.breaching === 0 || of.samples >= needed || !('metric' in definition.watched)) return [];
    return [{ alarm: definition.name, statistic: definition.watched.statistic, samples: of.samples, needed }];
  });
}

type Why = Omit<Unfired, 'alarm'>;

/** That of several alarms together is the first of these that one of them has. */
const VERDICTS = ['not known', 'not reached', 'useless'] as const;

function whyOf(definition: AlarmDefinition, all: readonly AlarmDefinition[], seen: Seen): Why {
  if (definition.kind === 'metric') return whyMetric(definition, seen);
  const children = all.filter(({ name }) => definition.rule.children.includes(name));
  const quiet = children
    .filter(({ name }) => !seen.fired.has(name))
    .map((child) => ({ name: child.name, ...whyOf(child, all, seen) }));
  const verdict = VERDICTS.find((each) => quiet.some((child) => child.verdict === each)) ?? 'not reached';
  const rule = `Its rule was never true: ${definition.ruleText}.`;
  return { verdict, why: [rule, ...quiet.map(({ name, why }) => `${name}: ${why}`)].join(' ') };
}

function whyMetric(definition: MetricAlarmDefinition, { sighted, published }: Seen): Why {
  const { name, watched } = definition;
  const of = sighted.find(({ alarm }) => alarm === name);
  const metrics =
    'metric' in watched
      ? [watched]
      : watched.queries.flatMap(({ reads }) => ('metric' in reads ? [reads] : []));
  const blind = metrics.flatMap((each) => noDataOf(each, published) ?? []);
  if (of?.furthest === undefined) return blind[0] ?? useless(neverData(definition));
  const { verdict, why } = valuesOf(definition, of);
  const isUnknown = blind.some((each) => each.verdict === 'not known');
  return {
    verdict: isUnknown ? 'not known' : verdict,
    why: [why, ...blind.map((each) => each.why)].join(' '),
  };
}

function useless(why: string): Why {
  return { verdict: 'useless', why };
}

/** Why a metric has no data; undefined if it has some. */
function noDataOf({ metric, unit }: WatchedMetric, published: readonly Published[]): Why | undefined {
  const { namespace, metricName, dimensions } = metric;
  const called = published.filter(
    (each) => each.metric.namespace === namespace && each.metric.metricName === metricName,
  );
  const own = called.find((each) => sameDimensions(each.metric.dimensions, dimensions));
  if (own && (unit === undefined || unit === own.unit)) return undefined;
  if (own) return useless(`It reads ${metricName} in ${unit} alone, and the data is in ${own.unit}.`);
  if (!isModelled(metric))
    return notKnown(`The rehearsal has no ${namespace} ${metricName}, so nothing is known of it.`);
  const { AvailabilityZone, ...inAllZones } = dimensions;
  if (
    AvailabilityZone !== undefined &&
    called.some((each) => sameDimensions(each.metric.dimensions, inAllZones))
  )
    return notKnown(
      `The rehearsal has ${metricName} of all zones together alone, so nothing is known of it.`,
    );
  const [other] = called
    .map((each) => inWords(each.metric.dimensions))
    .toSorted((one, another) => one.length - another.length);
  const instead = other === undefined ? '' : `; there is one for ${other}`;
  return useless(`No load balancer publishes ${metricName} for ${inWords(dimensions)}${instead}.`);
}

function notKnown(why: string): Why {
  return { verdict: 'not known', why };
}

function neverData({ periodSeconds, evaluationPeriods }: MetricAlarmDefinition): string {
  const short = `${evaluationPeriods} × ${periodSeconds} s never hold a whole minute, and a load balancer's metrics come each minute`;
  return periodSeconds < 60 ? `It saw no data: ${short}.` : 'It saw no data.';
}

const SIGNS = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '≥',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '≤',
} as const;

function valuesOf(definition: MetricAlarmDefinition, of: Sighted): Why {
  const { watched, comparison, threshold, datapointsToAlarm, evaluationPeriods, treatMissingData } =
    definition;
  const { furthest = 0, breaching, samples, hadGaps, isUpwards } = of;
  const statistic = 'metric' in watched ? watched.statistic : 'The result of its expression';
  const limit = `${SIGNS[comparison]} ${threshold}`;
  if (breaching === 0 && 'metric' in watched && isCount(watched) && furthest === 1)
    return useless(
      `Each event counts as 1, so its ${statistic} is never anything else; it fires at ${limit}. Use Sum.`,
    );
  if (breaching === 0) {
    const bound = isUpwards ? 'more' : 'less';
    return notReached(`${statistic} was never ${bound} than ${shown(furthest)}; it fires at ${limit}.`);
  }
  const needed = samplesFor(definition);
  if (samples < needed)
    return notReached(
      `It waits for ${needed} samples of ${statistic}, and never had more than ${shown(samples)}.`,
    );
  const gaps = hadGaps ? ` Missing data points count as ${treatMissingData}.` : '';
  return notReached(
    `At most ${breaching} of ${evaluationPeriods} data points were ${limit} at once; it needs ${datapointsToAlarm}.${gaps}`,
  );
}

function notReached(why: string): Why {
  return { verdict: 'not reached', why };
}

/** Whether a statistic of counts is other than how often. */
function isCount({ metric, statistic }: WatchedMetric): boolean {
  return (
    /(5XX|4XX|2XX|Errors?|Count)(_Count)?$/.test(metric.metricName) &&
    !['Sum', 'SampleCount'].includes(statistic)
  );
}

function sameDimensions(a: MetricId['dimensions'], b: MetricId['dimensions']): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

function inWords(dimensions: MetricId['dimensions']): string {
  const parts = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
  return parts.length > 0 ? parts.join(', ') : 'no dimensions';
}

function shown(value: number): string {
  return String(Number(value.toPrecision(3)));
}
