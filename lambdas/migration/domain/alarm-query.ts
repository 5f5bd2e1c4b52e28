/** What an alarm reads that is no metric. */
import type { AlarmQuery, QueryKind } from './alarm.ts';

interface QueryForm {
  readonly kind: QueryKind;
  readonly form: RegExp;
  /** Whether whoever may read metrics may ask it. The others need rights on what they ask. */
  readonly isMetrics: boolean;
}

/**
 * The expressions that fetch data themselves. Sources: "Metrics Insights query components and syntax" and "Metric math
 * syntax and functions" in CloudWatch's user guide. CloudWatch takes SEARCH in dashboards, and not in alarms today.
 */
const FORMS: readonly QueryForm[] = [
  { kind: 'Metrics Insights', form: /^\s*SELECT\s/i, isMetrics: true },
  { kind: 'SEARCH', form: /\bSEARCH\s*\(/i, isMetrics: true },
  { kind: 'INSIGHT_RULE_METRIC', form: /\bINSIGHT_RULE_METRIC\s*\(/i, isMetrics: false },
  { kind: 'DB_PERF_INSIGHTS', form: /\bDB_PERF_INSIGHTS\s*\(/i, isMetrics: false },
  { kind: 'LAMBDA', form: /\bLAMBDA\s*\(/i, isMetrics: false },
];

/** Undefined for metric math about the metrics and queries that stand beside it. */
export function queryKindOf(expression: string): QueryKind | undefined {
  return FORMS.find(({ form }) => form.test(expression))?.kind;
}

/** Whether GetMetricData can show if it has data, with no other right than to read metrics. */
export function isAskable({ kind }: AlarmQuery): boolean {
  return FORMS.some((each) => each.kind === kind && each.isMetrics);
}
