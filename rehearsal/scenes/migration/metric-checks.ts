/** Route 53's health checks on alarms' metrics, in a world that has those metrics. */
import type { AlarmCopy, HealthChecks } from '../../route53/index.ts';
import { metricPrinted } from '../../snapshot/metrics.ts';
import { PUBLICATION_DELAY } from '../../world/metric-alarm.ts';
import type { MetricFollower } from '../../world/metric-follower.ts';
import type { Metrics } from '../../world/metrics.ts';
import { MINUTE, minuteOf } from '../../world/minutes.ts';

/** From a datapoint's publication to the status of the checks on its metric. AWS says none: rehearsal/route53/SPEC.md, R83. */
export const CHECK_DELAY = 30_000;

/** @param delay milliseconds */
export function followerOf(checks: HealthChecks, delay = CHECK_DELAY): MetricFollower {
  return {
    nextAfter: (moment) =>
      checks.followMetrics ? (Math.floor((moment - delay) / MINUTE) + 1) * MINUTE + delay : undefined,
    judge: (at, metrics) => {
      const end = minuteOf(at - delay - PUBLICATION_DELAY);
      checks.judgeMetrics(at, (copy) => pointsOf(copy, end, metrics));
    },
    remember: (at) => {
      const before = checks.snapshot();
      return () => checks.restore(before, at);
    },
  };
}

function pointsOf(copy: AlarmCopy, end: number, metrics: Metrics): readonly (number | undefined)[] {
  const metric = metricPrinted(copy);
  const period = copy.Period * 1000;
  return Array.from({ length: copy.EvaluationPeriods }, (_, i) => {
    const from = end - (copy.EvaluationPeriods - i) * period;
    return metrics.statistic(metric, copy.Statistic, from, from + period);
  });
}
