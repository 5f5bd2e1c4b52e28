import type { Duration } from 'aws-cdk-lib';
import type { AlarmConfig, AlarmReference } from './alarms-config.ts';

/** Alarms that the stack makes for the target's load balancer, by what that counts. */
export interface MadeAlarmsConfig {
  /** That the stack makes them. */
  readonly make: true;

  /** The target's load balancer: its ARN, or the one of CDK. Its DNS name doesn't say under which id CloudWatch has its metrics. */
  readonly loadBalancer: string | { readonly loadBalancerArn: string };

  /**
   * Target groups behind it that serve the moved names: ARNs, or those of CDK. An alarm for each fires when nothing in it is healthy.
   * @default none; a classic load balancer has none, and gets such an alarm without
   */
  readonly targetGroups?: readonly (string | { readonly targetGroupArn: string })[];

  /** From when on errors are an alarm: 5xx of targets and of the load balancer; resets of a network load balancer. */
  readonly errors?: MadeErrorsConfig;

  /**
   * From when on answers are too slow. `false`: no such alarm. A network load balancer doesn't measure it.
   * @default p95 of 2 s
   */
  readonly latency?: MadeLatencyConfig | false;

  /**
   * A network load balancer counts no 5xx, so a function requests the moved names from it each minute, and an alarm fires when too many
   * requests fail. `false`: no function and no such alarm.
   * @default as `{}`; an application or classic load balancer counts them itself
   */
  readonly probe?: MadeProbeConfig | false;

  /** Alarms of your own beside them. @default none */
  readonly also?: readonly (AlarmReference | AlarmConfig)[];
}

/** In two of three minutes. */
export interface MadeErrorsConfig {
  /**
   * Percent of the requests, 0.1 to 100; of the new connections of a network load balancer.
   * @default 5, of a network load balancer 10
   */
  readonly percent?: number;
  /**
   * Fewer in a minute are no alarm, whatever their share of the requests: 1 to 1,000,000.
   * @default 5
   */
  readonly fewest?: number;
  /**
   * This many in a minute are an alarm, however many requests there are: 1 to 1,000,000,000. Alarms on that allow a health check of
   * `dataPlaneRollback`, which those on percents don't.
   * @default no such alarm
   */
  readonly perMinute?: number;
}

/** In two of three minutes with at least 20 requests. */
export interface MadeLatencyConfig {
  /** `Average`, or a percentile of CloudWatch, such as `p99`. @default 'p95' */
  readonly statistic?: string;
  /** 1 s to 1 h. @default Duration.seconds(2) */
  readonly above?: Duration;
}

/** The requests for the moved names to a network load balancer: HTTPS on port 443, at most 200 a minute. */
export interface MadeProbeConfig {
  /**
   * The path of the GET request for each name. It may have a query. The request must change nothing. A 5xx, no answer, and a certificate
   * that clients would refuse are failures. A 4xx is an answer.
   * @default '/'
   */
  readonly path?: string;
  /**
   * The alarm fires if this percentage of the requests or more fail, 0.1 to 100, in two of three minutes.
   * @default 5
   */
  readonly percent?: number;
  /**
   * The moved names to request, at most 10,000. For a wildcard, `ingress.askFor` gives the name to request instead.
   * @default those that `ingress` checks; without `ingress` all but wildcards
   */
  readonly names?: readonly string[];
  /**
   * Where the requests come from. An internal load balancer can be reached only from `clusterNetwork`. Its subnets then need a way to
   * CloudWatch: a NAT gateway, or an endpoint of the service `monitoring`.
   * @default 'internet'; 'clusterNetwork' for an internal CDK load balancer
   */
  readonly from?: 'internet' | 'clusterNetwork';
}
