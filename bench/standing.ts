/** What a stack costs a month by standing there, counted from its template: nothing in it runs. */

import { type Item, STANDING } from '../plan/cost/prices.ts';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface Standing {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** Types whose resources cost something each, and how much of it one of them is. */
const PRICED: Readonly<Record<string, (resource: Resource) => readonly Item[]>> = {
  'AWS::CloudWatch::Alarm': (alarm) => [
    {
      item: 'CloudWatch alarms, by their metrics',
      count: metricsOf(alarm),
      dollarsEach: STANDING.alarmMetric,
    },
  ],
  'AWS::CloudWatch::CompositeAlarm': () => [
    { item: 'CloudWatch composite alarms', count: 1, dollarsEach: STANDING.compositeAlarm },
  ],
  'AWS::Logs::MetricFilter': () => [
    { item: 'Custom metrics of metric filters', count: 1, dollarsEach: STANDING.customMetric },
  ],
  'AWS::CloudWatch::Dashboard': () => [
    {
      item: 'CloudWatch dashboards (the account’s first three are free)',
      count: 1,
      dollarsEach: STANDING.dashboard,
    },
  ],
  'AWS::Route53::HealthCheck': () => [
    { item: 'Route 53 health checks', count: 1, dollarsEach: STANDING.healthCheck },
  ],
  'AWS::KMS::Key': () => [
    {
      item: 'KMS keys (one more dollar after each of the first two rotations)',
      count: 1,
      dollarsEach: STANDING.key,
    },
  ],
  'AWS::SecretsManager::Secret': () => [{ item: 'Secrets', count: 1, dollarsEach: STANDING.secret }],
  'AWS::DynamoDB::Table': () => [
    { item: 'DynamoDB storage, MB', count: 1, dollarsEach: STANDING.tableGigabyte / 1024 },
    { item: 'DynamoDB point-in-time recovery, MB', count: 1, dollarsEach: STANDING.recoveryGigabyte / 1024 },
  ],
};

/** Types that cost nothing as long as nothing happens. */
const FREE: readonly string[] = [
  'AWS::CDK::Metadata',
  'AWS::Events::Rule',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::QueryDefinition',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  // It calls nothing of itself; the calls of its schedules are priced with a run.
  'AWS::Scheduler::ScheduleGroup',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::StepFunctions::StateMachine',
  'Custom::LifecycleHooks',
  'Custom::NamesGuard',
];

/** @throws where the template has something whose price nobody has looked up */
export function standingItems({ Resources }: Standing): readonly Item[] {
  const sums = new Map<string, Item>();
  for (const resource of Object.values(Resources)) {
    const priced = PRICED[resource.Type];
    if (!priced && !FREE.includes(resource.Type))
      throw new Error(`What does ${resource.Type} cost by standing there? Say it in ${import.meta.filename}`);
    for (const item of priced?.(resource) ?? []) {
      sums.set(item.item, { ...item, count: item.count + (sums.get(item.item)?.count ?? 0) });
    }
  }
  return [...sums.values()];
}

/** Each metric of an expression counts. */
function metricsOf({ Properties }: Resource): number {
  const metrics: readonly unknown[] = Array.isArray(Properties?.Metrics) ? Properties.Metrics : [];
  return (
    metrics.filter((metric) => typeof metric === 'object' && metric !== null && 'MetricStat' in metric)
      .length || 1
  );
}
