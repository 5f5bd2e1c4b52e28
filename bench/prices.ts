/** AWS's public on-demand prices of us-east-1, US dollars. */
import type { Rehearsed } from './rehearsed.ts';

export interface Item {
  readonly item: string;
  readonly count: number;
  readonly dollarsEach: number;
}

/**
 * Of a month, US dollars; us-east-1, November 2026.
 * Sources: the pricing pages of CloudWatch, KMS, Secrets Manager and DynamoDB (https://aws.amazon.com/cloudwatch/pricing/ and so on).
 */
export const STANDING = {
  /** Standard resolution, for each metric that the alarm reads. */
  alarmMetric: 0.1,
  compositeAlarm: 0.5,
  /** In full, as if it had a value in every hour. */
  customMetric: 0.3,
  key: 1,
  secret: 0.4,
  tableGigabyte: 0.25,
  recoveryGigabyte: 0.2,
} as const;

/** Calls that cost something, `service:operation`; `itemsOf` says how much. */
const PRICED = /^(dynamodb|s3|kms|secretsmanager|sns):|^monitoring:(GetMetricData|ListMetrics)$/;
/**
 * Calls that cost nothing. CloudWatch bills metrics that are read, and of alarms that they stand there, not that they are read.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_billing.html, "API requests".
 */
const FREE =
  /^(autoscaling|ec2|elasticloadbalancing|events|iam|lambda|rds|route53|ssm|states|sts|wafv2):|^monitoring:DescribeAlarm(s|History)$/;

export interface Usage {
  readonly transitions: number;
  readonly invocations: number;
  readonly gigabyteSeconds: number;
  readonly logKilobytes: number;
  /** Of 4 KB, for each read. */
  readonly readUnits: number;
  readonly calls: Rehearsed['calls'];
}

/** What every stack uses, priced. */
export function itemsOf({
  transitions,
  invocations,
  gigabyteSeconds,
  logKilobytes,
  readUnits,
  calls,
}: Usage): Item[] {
  const count = (service: string, operation = /./) =>
    calls.filter((call) => call.service === service && operation.test(call.operation)).length;
  const reads = count('dynamodb', /^(Get|Query|TransactGet)/);
  return [
    { item: 'Step Functions transitions', count: transitions, dollarsEach: 25e-6 },
    { item: 'Lambda invocations', count: invocations, dollarsEach: 0.2e-6 },
    { item: 'Lambda GB-seconds', count: gigabyteSeconds, dollarsEach: 13.3334e-6 },
    { item: 'Lambda logs, KB', count: logKilobytes, dollarsEach: 0.5 / 1024 / 1024 },
    {
      item: `DynamoDB reads, units of 4 KB (${readUnits} each)`,
      count: readUnits * reads,
      dollarsEach: 0.125e-6,
    },
    {
      item: 'DynamoDB writes, units of 1 KB (4 each)',
      count: 4 * (count('dynamodb') - reads),
      dollarsEach: 0.625e-6,
    },
    {
      item: 'CloudWatch GetMetricData, metrics',
      count: calls.reduce((sum, { metrics }) => sum + metrics, 0),
      dollarsEach: 10e-6,
    },
    { item: 'CloudWatch ListMetrics', count: count('monitoring', /^ListMetrics$/), dollarsEach: 10e-6 },
    { item: 'S3 calls', count: count('s3'), dollarsEach: 5e-6 },
    { item: 'KMS calls', count: count('kms'), dollarsEach: 3e-6 },
    { item: 'Secrets Manager calls', count: count('secretsmanager'), dollarsEach: 5e-6 },
    { item: 'SNS e-mails', count: count('sns'), dollarsEach: 20e-6 },
    { item: 'Calls that cost nothing', count: calls.filter(isFree).length, dollarsEach: 0 },
  ].filter(({ count: some }) => some > 0);
}

/** @throws for a call whose price nobody has looked up */
function isFree({ service, operation }: Rehearsed['calls'][number]): boolean {
  const name = `${service}:${operation}`;
  if (FREE.test(name)) return true;
  if (PRICED.test(name)) return false;
  throw new Error(`What does ${name} cost? Say it in ${import.meta.filename}`);
}

export function dollarsOf(items: readonly Item[]): number {
  return items.reduce((sum, { count, dollarsEach }) => sum + count * dollarsEach, 0);
}
