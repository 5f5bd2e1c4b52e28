/** A CloudWatch metric, in most places one that counts requests. */
export interface RequestMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}
