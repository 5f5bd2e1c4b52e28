/** What was asked of AWS, as its prices count it. */
import { type Item, itemsOf as itemsOfUsage, type Usage } from '../plan/cost/prices.ts';
import type { Rehearsed } from './rehearsed.ts';

/** Calls that cost something, `service:operation`. */
const PRICED = /^(dynamodb|s3|kms|secretsmanager|sns):|^monitoring:(GetMetricData|ListMetrics)$/;
/**
 * Calls that cost nothing. CloudWatch bills metrics that are read, and of alarms that they stand there, not that they are read.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_billing.html, "API requests".
 */
const FREE =
  /^(autoscaling|ec2|elasticloadbalancing|events|iam|lambda|rds|route53|scheduler|ssm|states|sts|wafv2):|^monitoring:DescribeAlarm(s|History)$/;

export interface Asked
  extends Pick<Usage, 'transitions' | 'invocations' | 'gigabyteSeconds' | 'logKilobytes'> {
  /** Of 4 KB, for each read. */
  readonly readUnits: number;
  readonly calls: Rehearsed['calls'];
}

/** What every stack uses, priced. */
export function itemsOf({ calls, readUnits, ...machines }: Asked): Item[] {
  const count = (service: string, operation = /./) =>
    calls.filter((call) => call.service === service && operation.test(call.operation)).length;
  const reads = count('dynamodb', /^(Get|Query|TransactGet)/);
  const usage = {
    ...machines,
    reads,
    writes: count('dynamodb') - reads,
    metrics: calls.reduce((sum, { metrics }) => sum + metrics, 0),
    metricLists: count('monitoring', /^ListMetrics$/),
    s3: count('s3'),
    kms: count('kms'),
    secrets: count('secretsmanager'),
    mails: count('sns'),
    free: calls.filter(isFree).length,
  };
  return itemsOfUsage(usage, readUnits);
}

/** @throws for a call whose price nobody has looked up */
function isFree({ service, operation }: Rehearsed['calls'][number]): boolean {
  const name = `${service}:${operation}`;
  if (FREE.test(name)) return true;
  if (PRICED.test(name)) return false;
  throw new Error(`What does ${name} cost? Say it in ${import.meta.filename}`);
}
