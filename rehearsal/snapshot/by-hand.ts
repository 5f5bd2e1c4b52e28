/** What somebody does by hand to what is deployed: `worlds/SPEC.md`, "By hand". */
import * as z from 'zod';
import { below, type Json, type Pointer } from './json.ts';
import type { Fault } from './problem.ts';

/** One command of the AWS CLI. `{NotificationsTopic}` in a text stands for the stack's resource whose logical id begins so. */
export type HandWork = z.infer<typeof handWork>;

const text = z.string().min(1);
const ofRule = z.strictObject({ Name: text });

function command<const C extends string, I extends z.ZodType>(aws: C, input: I) {
  return z.strictObject({ aws: z.literal(aws), input });
}

const handWork = z.discriminatedUnion('aws', [
  command('events disable-rule', ofRule),
  command('events enable-rule', ofRule),
  command('events delete-rule', ofRule),
  command(
    'events put-rule',
    z.strictObject({
      Name: text,
      EventPattern: z.optional(text),
      ScheduleExpression: z.optional(text),
      State: z.optional(z.enum(['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'])),
    }),
  ),
  command('events remove-targets', z.strictObject({ Rule: text, Ids: z.array(text).min(1) })),
  command('sns subscribe', z.strictObject({ TopicArn: text, Protocol: text, Endpoint: text })),
  command('sns unsubscribe', z.strictObject({ SubscriptionArn: text })),
  command(
    'lambda put-function-concurrency',
    z.strictObject({ FunctionName: text, ReservedConcurrentExecutions: z.int().min(0) }),
  ),
  command(
    'route53 update-health-check',
    z.strictObject({
      HealthCheckId: text,
      Disabled: z.optional(z.boolean()),
      Inverted: z.optional(z.boolean()),
      HealthThreshold: z.optional(z.int().min(0)),
      InsufficientDataHealthStatus: z.optional(z.enum(['Healthy', 'Unhealthy', 'LastKnownStatus'])),
    }),
  ),
  command('route53 delete-health-check', z.strictObject({ HealthCheckId: text })),
]);

/** In the order of their rows in the SPEC. */
export const HAND_COMMANDS: readonly string[] = handWork.options.flatMap(({ shape }) => [
  ...shape.aws.values,
]);

const handWorks = z.array(handWork);

export function notHandWork(content: Json, at: Pointer): readonly Fault[] {
  const { error } = handWorks.safeParse(content);
  return (error?.issues ?? []).map(({ path, message, code }) => ({
    at: path.reduce<string>((place, token) => below(place, String(token)), at),
    words: code === 'invalid_union' ? `expected one of ${HAND_COMMANDS.join(', ')}` : message,
  }));
}

/** @param content without what `notHandWork` finds */
export function handWorkIn(content: Json): readonly HandWork[] {
  return handWorks.parse(content);
}
