/** A dashboard as CloudWatch keeps it. Source: "Dashboard body structure and syntax". */
import type { MetricId } from '../world/metrics.ts';

/** Namespace, name and dimensions as texts, then options; or options alone, with an expression. */
export type DashboardMetric = readonly unknown[];

export interface Widget {
  readonly type: string;
  /** Rows of the dashboard's grid. */
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly metrics?: readonly DashboardMetric[];
    readonly yAxis?: { readonly left?: { readonly max?: number } };
    readonly query?: string;
    readonly alarms?: readonly string[];
  };
}

export function widgetsIn(body: string): readonly Widget[] {
  return (JSON.parse(body) as { readonly widgets: readonly Widget[] }).widgets;
}

export function graphsIn(body: string): readonly Widget[] {
  return widgetsIn(body).filter(({ type }) => type === 'metric');
}

/** Undefined for an expression. Source: "Dashboard body structure and syntax". */
export function metricOf(entry: DashboardMetric): MetricId | undefined {
  const words = entry.filter((word) => typeof word === 'string');
  const [namespace, metricName, ...pairs] = words;
  if (namespace === undefined || metricName === undefined) return undefined;
  const dimensions = Object.fromEntries(
    Array.from({ length: pairs.length / 2 }, (_, i) => [pairs[2 * i], pairs[2 * i + 1]]),
  );
  return { namespace, metricName, dimensions };
}
