/** Which alarms are made for a load balancer, by what it counts. */
import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { Watched } from '../../shared/observability/watch.ts';

export interface MadeAlarmsSettings {
  readonly kind: BalancerKind;
  /** By which CloudWatch has its metrics: `app/shop/0123456789abcdef`, or the name of a classic one. May be a token. */
  readonly loadBalancer: string;
  /** `targetgroup/shop/0123456789abcdef`; may be tokens. */
  readonly targetGroups: readonly string[];
  readonly errors: {
    readonly percent: number;
    readonly fewest: number;
    /** Absent: no alarm on their number alone. */
    readonly perMinute?: number;
  };
  /** On what ProbeNames publishes. Absent: it is not deployed. */
  readonly probe?: {
    readonly percent: number;
    readonly metric: { readonly namespace: string; readonly metricName: string };
  };
  /** Absent: no alarm on it. */
  readonly latency?: { readonly statistic: string; readonly seconds: number };
}

export type BalancerKind = 'application' | 'classic' | 'network';

export interface MadeAlarm extends Pick<Watched, 'metric' | 'threshold' | 'below' | 'missing'> {
  /** Ends its name. */
  readonly which: string;
  /** On a metric that a function of the migration publishes, not on one of the load balancer. */
  readonly isOfProbe?: true;
  readonly says: string;
}

/** Metrics as ELB's user guides name them. */
interface Names {
  readonly namespace: string;
  /** Requests that a target got; new connections of a network load balancer. */
  readonly requests: string;
  /** Of targets, and of the load balancer itself, which counts those requests nowhere else. */
  readonly errors: { readonly Target: string; readonly Balancer: string };
  readonly errorsInWords: string;
  /** Absent: not measured. */
  readonly latency?: string;
}

const NAMES: Readonly<Record<BalancerKind, Names>> = {
  application: {
    namespace: 'AWS/ApplicationELB',
    requests: 'RequestCount',
    errors: { Target: 'HTTPCode_Target_5XX_Count', Balancer: 'HTTPCode_ELB_5XX_Count' },
    errorsInWords: 'requests get a 5xx',
    latency: 'TargetResponseTime',
  },
  classic: {
    namespace: 'AWS/ELB',
    requests: 'RequestCount',
    errors: { Target: 'HTTPCode_Backend_5XX', Balancer: 'HTTPCode_ELB_5XX' },
    errorsInWords: 'requests get a 5xx',
    latency: 'Latency',
  },
  network: {
    namespace: 'AWS/NetworkELB',
    requests: 'NewFlowCount',
    errors: { Target: 'TCP_Target_Reset_Count', Balancer: 'TCP_ELB_Reset_Count' },
    errorsInWords: 'connections are reset',
  },
};

/** With fewer requests in a minute a percentile is chance. */
const FEWEST_MEASURED = 20;
const MINUTE = Duration.minutes(1);

/** Of three minutes, so many must be bad: one alone may be chance, and a rollback can't wait for more. */
export const BAD_MINUTES = { of: 3, atLeast: 2 } as const;

/** Heading in the runbook, and part of the alarms' names. */
export const MADE_ALARM = 'ClusterAlarm';

/** One with its name and ARN. */
export type NamedAlarm = MadeAlarm & Pick<AlarmSettings, 'name' | 'arn'>;

export function madeAlarms(settings: MadeAlarmsSettings): readonly MadeAlarm[] {
  return [
    errorRate(settings),
    ...errorCounts(settings),
    ...latency(settings),
    ...hosts(settings),
    ...names(settings),
  ];
}

/** What can't have a health check of Route 53. */
export function isMath({ metric }: MadeAlarm): boolean {
  return metric instanceof MathExpression;
}

/**
 * The load balancer's own errors are mostly of requests that no target got, so they are added to those that one did. Without any
 * request there is no error, and silence is for the soak to judge.
 */
function errorRate(settings: MadeAlarmsSettings): MadeAlarm {
  const { percent, fewest } = settings.errors;
  const { requests, errors, errorsInWords } = NAMES[settings.kind];
  const bad = 'FILL(target, 0) + FILL(balancer, 0)';
  // A connection may be reset that is not new. Where there are more of these than of new ones, that is all of them.
  const more = `IF(${bad} > FILL(requests, 0), ${bad} - FILL(requests, 0), 0)`;
  const others = settings.kind === 'network' ? more : 'FILL(balancer, 0)';
  return {
    which: 'Errors',
    says: `At least ${percent} % of the cluster's ${errorsInWords}, and ${fewest} a minute.`,
    metric: new MathExpression({
      expression: `IF(${bad} >= ${fewest}, 100 * (${bad}) / (FILL(requests, 0) + ${others}), 0)`,
      usingMetrics: {
        target: sumOf(settings, errors.Target),
        balancer: sumOf(settings, errors.Balancer),
        requests: sumOf(settings, requests),
      },
      period: MINUTE,
    }),
    threshold: percent,
  };
}

/** On one metric each: without requests beside them they say less, and Route 53 can follow them. */
function errorCounts(settings: MadeAlarmsSettings): readonly MadeAlarm[] {
  const { perMinute } = settings.errors;
  if (perMinute === undefined) return [];
  const { errors, errorsInWords } = NAMES[settings.kind];
  return Object.entries(errors).map(([whose, metricName]) => ({
    which: `${whose}Errors`,
    says: `At least ${perMinute} of the cluster's ${errorsInWords} each minute (${metricName}).`,
    metric: sumOf(settings, metricName),
    threshold: perMinute,
  }));
}

function latency(settings: MadeAlarmsSettings): readonly MadeAlarm[] {
  const { latency: limit, kind } = settings;
  const { latency: metricName, requests } = NAMES[kind];
  if (!limit || metricName === undefined) return [];
  const { statistic, seconds } = limit;
  return [
    {
      which: 'Latency',
      says: `The cluster's targets take ${seconds} s or more (${statistic}).`,
      metric: new MathExpression({
        expression: `IF(FILL(requests, 0) >= ${FEWEST_MEASURED}, latency, 0)`,
        usingMetrics: {
          requests: sumOf(settings, requests),
          latency: metricOf(settings, metricName, statistic),
        },
        period: MINUTE,
      }),
      threshold: seconds,
    },
  ];
}

/** When the last target is gone the metric ends: no data is as bad as none healthy. */
function hosts(settings: MadeAlarmsSettings): readonly MadeAlarm[] {
  const { kind, targetGroups } = settings;
  const none = { threshold: 1, below: true, missing: TreatMissingData.BREACHING } as const;
  const metric = (TargetGroup?: string) =>
    metricOf(settings, 'HealthyHostCount', Stats.MAXIMUM, {
      ...(TargetGroup !== undefined && { TargetGroup }),
    });
  if (kind === 'classic')
    return [{ which: 'Hosts', says: 'No target of the cluster is healthy.', metric: metric(), ...none }];
  return targetGroups.map((group, i) => ({
    which: `Hosts${i + 1}`,
    says: `No target of the cluster is healthy in the target group ${i + 1}.`,
    metric: metric(group),
    ...none,
  }));
}

/** Without data nobody knows whether names are served, so that is as bad as a failure. */
function names({ probe }: MadeAlarmsSettings): readonly MadeAlarm[] {
  if (!probe) return [];
  const { percent, metric } = probe;
  return [
    {
      which: 'Names',
      isOfProbe: true,
      says: `At least ${percent} % of ProbeNames’ requests to the cluster fail.`,
      metric: new Metric({ ...metric, statistic: Stats.MAXIMUM, period: MINUTE }),
      threshold: percent,
      missing: TreatMissingData.BREACHING,
    },
  ];
}

function sumOf(settings: MadeAlarmsSettings, metricName: string): IMetric {
  return metricOf(settings, metricName, Stats.SUM);
}

function metricOf(
  { kind, loadBalancer }: MadeAlarmsSettings,
  metricName: string,
  statistic: string,
  more: Readonly<Record<string, string>> = {},
): IMetric {
  const name = kind === 'classic' ? 'LoadBalancerName' : 'LoadBalancer';
  return new Metric({
    namespace: NAMES[kind].namespace,
    metricName,
    dimensionsMap: { [name]: loadBalancer, ...more },
    statistic,
    period: MINUTE,
  });
}
