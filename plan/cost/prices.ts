/** AWS's public on-demand prices, US dollars. */

/** Where and when they were read: the pricing pages of each service (https://aws.amazon.com/cloudwatch/pricing/ and so on). */
export const PRICE_LIST = { region: 'us-east-1', asOf: '2026-11' } as const;

export interface Item {
  readonly item: string;
  readonly count: number;
  readonly dollarsEach: number;
}

/** Of a month. */
export const STANDING = {
  /** Standard resolution, for each metric that the alarm reads. */
  alarmMetric: 0.1,
  compositeAlarm: 0.5,
  /** On a metric, or calculated: as one of an endpoint within AWS, of which an account has some for nothing. */
  healthCheck: 0.5,
  /** In full, as if it had a value in every hour. */
  customMetric: 0.3,
  /** Of the account's fourth on. */
  dashboard: 3,
  key: 1,
  secret: 0.4,
  tableGigabyte: 0.25,
  recoveryGigabyte: 0.2,
} as const;

/** What AWS bills of a piece of work. */
export interface Usage {
  readonly transitions: number;
  readonly invocations: number;
  readonly gigabyteSeconds: number;
  readonly logKilobytes: number;
  /** Of DynamoDB. */
  readonly reads: number;
  readonly writes: number;
  /** Metrics that GetMetricData reads. */
  readonly metrics: number;
  readonly metricLists: number;
  readonly s3: number;
  readonly kms: number;
  readonly secrets: number;
  readonly mails: number;
  /** Calls of other services. */
  readonly free: number;
}

export const NO_USAGE: Usage = {
  transitions: 0,
  invocations: 0,
  gigabyteSeconds: 0,
  logKilobytes: 0,
  reads: 0,
  writes: 0,
  metrics: 0,
  metricLists: 0,
  s3: 0,
  kms: 0,
  secrets: 0,
  mails: 0,
  free: 0,
};

/** @param readUnits of 4 KB, for each read of DynamoDB */
export function itemsOf(usage: Usage, readUnits: number): Item[] {
  return [
    { item: 'Step Functions transitions', count: usage.transitions, dollarsEach: 25e-6 },
    { item: 'Lambda invocations', count: usage.invocations, dollarsEach: 0.2e-6 },
    { item: 'Lambda GB-seconds', count: usage.gigabyteSeconds, dollarsEach: 13.3334e-6 },
    { item: 'Lambda logs, KB', count: usage.logKilobytes, dollarsEach: 0.5 / 1024 / 1024 },
    {
      item: `DynamoDB reads, units of 4 KB (${readUnits} each)`,
      count: readUnits * usage.reads,
      dollarsEach: 0.125e-6,
    },
    { item: 'DynamoDB writes, units of 1 KB (4 each)', count: 4 * usage.writes, dollarsEach: 0.625e-6 },
    { item: 'CloudWatch GetMetricData, metrics', count: usage.metrics, dollarsEach: 10e-6 },
    { item: 'CloudWatch ListMetrics', count: usage.metricLists, dollarsEach: 10e-6 },
    { item: 'S3 calls', count: usage.s3, dollarsEach: 5e-6 },
    { item: 'KMS calls', count: usage.kms, dollarsEach: 3e-6 },
    { item: 'Secrets Manager calls', count: usage.secrets, dollarsEach: 5e-6 },
    { item: 'SNS e-mails', count: usage.mails, dollarsEach: 20e-6 },
    { item: 'Calls that cost nothing', count: usage.free, dollarsEach: 0 },
  ].filter(({ count }) => count > 0);
}

export function dollarsOf(items: readonly Item[]): number {
  return items.reduce((sum, { count, dollarsEach }) => sum + count * dollarsEach, 0);
}

/** Gigabytes × seconds of one invocation in a migration, bounded from above: 512 MB for 3 s, which includes a cold start. */
const GB_SECONDS = 1.5;
const LOG_KILOBYTES = 4;
/** A before-image of a few names is one or two. */
export const READ_UNITS = 2;

/** What the machines of a migration use with so many transitions: every transition counts as an invocation. */
export function ofTransitions(
  transitions: number,
): Pick<Usage, 'transitions' | 'invocations' | 'gigabyteSeconds' | 'logKilobytes'> {
  return {
    transitions,
    invocations: transitions,
    gigabyteSeconds: transitions * GB_SECONDS,
    logKilobytes: transitions * LOG_KILOBYTES,
  };
}
