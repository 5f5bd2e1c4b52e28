/** An API that answers as Prometheus' own: Prometheus, Amazon Managed Prometheus, Thanos, Mimir, VictoriaMetrics. */
export interface PrometheusSettings {
  /** https, without a slash at its end: what is before `/api/v1/query_range`. */
  readonly url: string;
  /** Absent: it asks for nothing. */
  readonly auth?: PrometheusAuth;
}

/** A secret's text is a bearer token, or JSON with `username` and `password`; or the function's role signs. */
export type PrometheusAuth =
  | { readonly kind: 'bearer' | 'basic'; readonly secretArn: string; readonly keyArn?: string }
  | { readonly kind: 'sigv4'; readonly region: string; readonly workspaceArn: string };

/** Gives one series: for each period one value, in which `$period` stands for its length. */
export interface PrometheusQuery {
  readonly prometheus: PrometheusSettings;
  readonly query: string;
}

/** What of one side is compared, and the number of requests of which it is. */
export interface PrometheusSide {
  readonly measured: PrometheusQuery;
  readonly requests: PrometheusQuery;
}

/** Stands in queries for the length of a period: `increase(errors_total[$period])`. */
export const PERIOD = '$period';
