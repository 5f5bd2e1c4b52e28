import type { Resource, Template, Value } from './template.ts';

/** A resource whose function is called without anybody waiting for how that ends. */
export interface AsynchronousCaller {
  /** Logical id of the caller. */
  readonly id: string;
  /** Name of the function. */
  readonly calls: string;
}

/**
 * Whatever of a template has Lambda call a function asynchronously: it names the function where it says whom it calls. A
 * custom resource is called so by CloudFormation. Source: Lambda's developer guide, "Invoking Lambda with events from other
 * AWS services", and "Custom resources" of CloudFormation's.
 */
export function asynchronousCallers(template: Template): readonly AsynchronousCaller[] {
  return Object.entries(template.json.Resources).flatMap(([id, resource]) => {
    const arns = calledBy(template, resource).flatMap((arn) => /:function:([^:]+)/.exec(arn)?.[1] ?? []);
    return arns.map((calls) => ({ id, calls }));
  });
}

/** Where each type says whom it calls. */
const CALLS: Readonly<Record<string, (properties: Resource['Properties']) => Value | undefined>> = {
  'AWS::Events::Rule': ({ Targets }) => Targets,
  'AWS::Scheduler::Schedule': ({ Target }) => Target,
  // Runs make its schedules, which call the function of the group's name.
  'AWS::Scheduler::ScheduleGroup': ({ Name }) => `:function:${String(Name)}`,
  'AWS::SNS::Subscription': ({ Endpoint }) => Endpoint,
  'AWS::S3::Bucket': ({ NotificationConfiguration }) => NotificationConfiguration,
  'AWS::Logs::SubscriptionFilter': ({ DestinationArn }) => DestinationArn,
  'AWS::CloudWatch::Alarm': ({ AlarmActions, OKActions, InsufficientDataActions }) => [
    ...[AlarmActions, OKActions, InsufficientDataActions].filter((actions) => actions !== undefined),
  ],
  'AWS::Lambda::EventInvokeConfig': ({ DestinationConfig }) => DestinationConfig,
  'AWS::CloudFormation::CustomResource': ({ ServiceToken }) => ServiceToken,
};

function calledBy(template: Template, { Type, Properties }: Resource): readonly string[] {
  const kind = Type.startsWith('Custom::') ? 'AWS::CloudFormation::CustomResource' : Type;
  const called = CALLS[kind]?.(Properties);
  return called === undefined ? [] : textsOf(template.resolve(called));
}

function textsOf(value: Value): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
