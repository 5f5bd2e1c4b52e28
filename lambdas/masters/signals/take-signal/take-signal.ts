import { NamedError } from '../../../shared/domain/named-error.ts';
import { instant } from '../../../shared/domain/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import type { AutoScalingGroup } from '../../domain/auto-scaling-group.ts';
import { type Sign, vacancyOf } from '../../domain/opening.ts';
import {
  actionOf,
  awaiting,
  beginOf,
  evidenceOf,
  firstLook,
  isWarning,
  judgeSignal,
  keyOf,
  type Signal,
  whyNotOurs,
} from '../../domain/signal.ts';
import { isTerminating } from '../../domain/victim.ts';
import { keepWarning } from '../../lease/keep-warning.ts';
import { type Opened, openReplacement } from '../../lease/open-replacement.ts';
import type { AutoScaling } from '../../ports/auto-scaling.ts';
import type { Instances } from '../../ports/instances.ts';
import type { MastersJournal } from '../../ports/masters-journal.ts';
import type { Replacements } from '../../ports/replacements.ts';
import { readEvent } from './read-event.ts';

export interface SignalPorts {
  readonly settings: MastersSettings;
  readonly clock: Clock;
  readonly journal: MastersJournal;
  readonly autoScaling: Pick<AutoScaling, 'groups'>;
  readonly instances: Pick<Instances, 'describe'>;
  readonly replacements: Pick<Replacements, 'start'>;
}

/** What became of an event; logged in one line. */
export interface SignalTaken {
  readonly taken: 'opened' | 'joined' | 'warned' | 'repeated' | 'ignored' | 'unknown';
  /** The event's `detail-type`; '' for what is none. */
  readonly what: string;
  readonly reason: string;
}

/**
 * Takes an event of EventBridge. What is malformed, somebody else's or not true is ignored, with the reason; only what
 * AWS itself confirms starts anything. An event of somebody else's instance costs one look at that, or nothing.
 * @throws TransientFailure when AWS cannot be asked now: the event is delivered again
 */
export async function takeSignal(event: unknown, ports: SignalPorts): Promise<SignalTaken> {
  const read = readOrWhyNot(event);
  if (typeof read === 'string') return { taken: 'ignored', what: '', reason: read };
  const { what } = read;
  const refused = whyNotOurs(read, ports.settings);
  if (refused) return { taken: 'ignored', what, reason: refused };
  const [known] = await ports.instances.describe([read.instance]);
  const first = firstLook(read, known, ports.settings);
  if (first.verdict !== 'may-be')
    return { taken: first.verdict === 'foreign' ? 'ignored' : 'unknown', what, reason: first.reason };
  const evidence = evidenceOf(read, known, await ports.autoScaling.groups());
  const { verdict, reason } = judgeSignal(read, evidence);
  const { group } = evidence;
  if (verdict === 'ignore' || group === undefined) return { taken: 'ignored', what, reason };
  const now = instant(ports.clock.now());
  // Also of one that waits in a hook: no hook keeps EC2 from taking it.
  if (isWarning(read)) await keepWarning(ports.journal, read.instance, beginOf(read, now), now);
  if (verdict === 'warned') return { taken: 'warned', what, reason };
  const opened = await take(read, group, verdict, ports);
  if (opened.verdict === 'over') return { taken: 'ignored', what, reason: `${reason} ${opened.reason}` };
  // Noted last: what is cut off before is done again when the event is delivered again, which is harmless.
  const isNew = await ports.journal.noteSignal(keyOf(read), instant(ports.clock.now()));
  return { taken: isNew ? opened.verdict : 'repeated', what, reason: `${reason} ${opened.reason}` };
}

function readOrWhyNot(event: unknown): Signal | string {
  try {
    const read = readEvent(event);
    return read === 'test' ? 'It only tests whether events arrive (TEST_NOTIFICATION).' : read;
  } catch (error) {
    if (error instanceof NamedError && error.name === ERRORS.invalidInput)
      return `The event is malformed: ${error.message}`;
    throw error;
  }
}

async function take(
  signal: Signal,
  { name: group, instances }: AutoScalingGroup,
  verdict: 'goes' | 'comes',
  ports: SignalPorts,
): Promise<Opened> {
  const now = instant(ports.clock.now());
  const { instance, what, at } = signal;
  const action = actionOf(signal, now);
  const sign = {
    group,
    request: 'involuntary',
    origin: `${what} of ${instance} at ${at}`,
    at: beginOf(signal, now),
    ...(action && { action }),
  } as const;
  if (verdict === 'goes') return openReplacement({ ...sign, id: instance, instance }, now, ports);
  const unfinished = (await ports.journal.unfinished()).map(({ value }) => value);
  const waiting: readonly Sign[] = awaiting(unfinished, group).map((one) => ({
    ...sign,
    id: one.id,
    instance: one.instance,
  }));
  const [first, ...others] = waiting;
  if (!first) return openUnawaited(sign, instances, now, ports);
  const opened = await openReplacement(first, now, ports);
  for (const other of others) await openReplacement(other, now, ports);
  return opened;
}

/** Auto Scaling launches while the old master still leaves its load balancers, before its own hook sends an event. */
async function openUnawaited(
  sign: Omit<Sign, 'id' | 'instance'>,
  instances: AutoScalingGroup['instances'],
  now: string,
  ports: SignalPorts,
): Promise<Opened> {
  const leaving = instances.find(isTerminating);
  const opened =
    leaving && (await openReplacement({ ...sign, id: leaving.id, instance: leaving.id }, now, ports));
  if (opened && opened.verdict !== 'over') return opened;
  return openReplacement({ ...sign, id: vacancyOf(sign.group), instance: '' }, now, ports);
}
