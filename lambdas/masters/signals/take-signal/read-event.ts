import * as z from 'zod/mini';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { cut } from '../../../shared/domain/text.ts';
import { instant, parserFor, text } from '../../../shared/runtime/parse.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { Signal } from '../../domain/signal.ts';

/** Source: names of groups and hooks, the longest that there are. Keys of what is kept are made of these. */
const name = z.string().check(z.minLength(1), z.maxLength(255));
const instanceId = z.string().check(z.regex(/^i-[0-9a-f]{8,17}$/));

const envelope = {
  'detail-type': text,
  account: z.string().check(z.regex(/^\d{12}$/)),
  region: text,
  time: instant,
};

/**
 * The events that are taken, by source and `detail-type`. Fields that are not named here are tolerated.
 * Sources: Auto Scaling's guide, "Use EventBridge to handle Auto Scaling events"; EC2's guide, "Automate using
 * EventBridge" and "Spot Instance interruption notices".
 */
const lifecycle = (transition: string) =>
  z.object({
    ...envelope,
    source: z.literal('aws.autoscaling'),
    detail: z.object({
      LifecycleActionToken: name,
      AutoScalingGroupName: name,
      LifecycleHookName: name,
      EC2InstanceId: instanceId,
      LifecycleTransition: z.literal(transition),
      Origin: z.optional(z.string()),
      Destination: z.optional(z.string()),
    }),
  });

const parseTerminating = parserFor(lifecycle('autoscaling:EC2_INSTANCE_TERMINATING'));
const parseLaunching = parserFor(lifecycle('autoscaling:EC2_INSTANCE_LAUNCHING'));
const parseState = parserFor(
  z.object({
    ...envelope,
    source: z.literal('aws.ec2'),
    detail: z.object({ 'instance-id': instanceId, state: text }),
  }),
);
const parseSpot = parserFor(
  z.object({
    ...envelope,
    source: z.literal('aws.ec2'),
    detail: z.object({ 'instance-id': instanceId, 'instance-action': text }),
  }),
);

type Reader = (event: unknown) => Signal;

const READERS: Readonly<Record<string, Reader>> = {
  'EC2 Instance-terminate Lifecycle Action': (event) =>
    lifecycleSignal('terminating', parseTerminating(event)),
  'EC2 Instance-launch Lifecycle Action': (event) => lifecycleSignal('launching', parseLaunching(event)),
  'EC2 Instance State-change Notification': (event) => {
    const parsed = parseState(event);
    return { kind: 'instance', ...headOf(parsed, parsed.detail['instance-id']), state: parsed.detail.state };
  },
  'EC2 Spot Instance Interruption Warning': (event) => {
    const parsed = parseSpot(event);
    return { kind: 'instance', ...headOf(parsed, parsed.detail['instance-id']), state: '' };
  },
};

/** What Auto Scaling sends to try a hook's target out, wherever it stands. */
const TEST = 'autoscaling:TEST_NOTIFICATION';

const looseParse = parserFor(
  z.object({
    'detail-type': z.optional(z.string()),
    Event: z.optional(z.string()),
    detail: z.optional(z.unknown()),
  }),
);

/**
 * Reads an event strictly in what is needed, and tolerantly in all else.
 * @throws InvalidInput naming every field that is missing or wrong, or what the event is in place of one that is taken
 */
export function readEvent(event: unknown): Signal | 'test' {
  const { 'detail-type': what = '', Event, detail } = looseParse(event);
  const inner = (detail as { Event?: unknown } | null | undefined)?.Event;
  if (Event === TEST || inner === TEST) return 'test';
  const read = Object.hasOwn(READERS, what) ? READERS[what] : undefined;
  if (read) return read(event);
  const kinds = Object.keys(READERS).join(', ');
  throw new NamedError(
    ERRORS.invalidInput,
    what === ''
      ? `detail-type: missing, expected ${kinds}`
      : `detail-type: expected ${kinds}, not ${cut(what, 80)}`,
  );
}

type LifecycleEvent = ReturnType<typeof parseTerminating>;

function lifecycleSignal(transition: 'terminating' | 'launching', event: LifecycleEvent): Signal {
  const { detail } = event;
  return {
    kind: 'lifecycle',
    ...headOf(event, detail.EC2InstanceId),
    transition,
    group: detail.AutoScalingGroupName,
    hook: detail.LifecycleHookName,
    token: detail.LifecycleActionToken,
    origin: detail.Origin ?? '',
    destination: detail.Destination ?? '',
  };
}

function headOf(
  event: Pick<LifecycleEvent, 'account' | 'region' | 'time' | 'detail-type'>,
  instance: string,
): Pick<Signal, 'what' | 'account' | 'region' | 'at' | 'instance'> {
  const { account, region, time } = event;
  return { what: event['detail-type'], account, region, at: time, instance };
}
