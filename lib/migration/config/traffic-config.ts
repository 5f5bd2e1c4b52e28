/** Which metrics count requests, where those of load balancers do not. */
export interface TrafficConfig {
  /**
   * Metrics whose sum is the number of requests on legacy.
   * @default those of the load balancers that legacy's records name
   */
  readonly legacy?: readonly RequestMetricConfig[];
  /**
   * Metrics whose sum is the number of requests on the cluster.
   * @default those of the target's load balancer
   */
  readonly cluster?: readonly RequestMetricConfig[];
}

/** A CloudWatch metric in the stack's region whose `Sum` counts requests. */
export interface RequestMetricConfig {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name. */
  readonly metricName: string;
  /** At most 30. */
  readonly dimensions: Readonly<Record<string, string>>;
}
