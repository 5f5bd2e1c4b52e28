/** Whether an event of EventBridge is about a master of this cluster, and whether it is true. */

import type { Instance } from '../../shared/domain/instance.ts';
import type { MastersSettings } from '../contract/settings.ts';
import type { AutoScalingGroup } from './auto-scaling-group.ts';
import { isLaunching, isWhole, lifecycleIn } from './capacity.ts';
import type { Sign } from './opening.ts';
import type { KeptAction, Replacement } from './replacement.ts';
import { isTerminating, runs } from './victim.ts';

interface Reported {
  /** The event's `detail-type`. */
  readonly what: string;
  readonly account: string;
  readonly region: string;
  /** When it happened, ISO 8601. */
  readonly at: string;
  readonly instance: string;
}

/** An instance waits in a hook of Auto Scaling. */
export interface LifecycleSignal extends Reported {
  readonly kind: 'lifecycle';
  readonly transition: KeptAction['transition'];
  readonly group: string;
  readonly hook: string;
  readonly token: string;
  /** `AutoScalingGroup`, `EC2` or `WarmPool`; '' where the event doesn't say. */
  readonly origin: string;
  readonly destination: string;
}

/** EC2 says what becomes of an instance; a Spot warning says no state, and is looked into while the instance still runs. */
export interface InstanceSignal extends Reported {
  readonly kind: 'instance';
  /** '' where the event doesn't say. */
  readonly state: string;
}

export type Signal = LifecycleSignal | InstanceSignal;

type Place = Pick<MastersSettings, 'account' | 'region' | 'hooks' | 'cluster'>;

/** Auto Scaling's own tag on its instances, which stays when the group has forgotten them. Nobody else can take it away. */
const GROUP_TAG = 'aws:autoscaling:groupName';

/** Why a signal is none of ours by what it says itself; '' when it may be. This needs no call to AWS. */
export function whyNotOurs(signal: Signal, { account, region, hooks, cluster }: Place): string {
  if (signal.account !== account) return `It is from account ${signal.account}, not ${account}.`;
  if (signal.region !== region) return `It is from region ${signal.region}, not ${region}.`;
  if (signal.kind === 'instance')
    return ['pending', 'running'].includes(signal.state)
      ? `${signal.instance} is ${signal.state}: it is not being terminated.`
      : '';
  const { hook, transition, group, origin, destination } = signal;
  if (!isOfMasters(group, cluster)) return `By its name, ${group} is not a group of masters of ${cluster}.`;
  if (hook !== hooks[transition])
    return `Its hook is ${hook}, not ${hooks[transition]}, the hook of this stack for ${transition} instances.`;
  if (origin === 'WarmPool' || destination === 'WarmPool')
    return `It concerns a warm pool (from ${origin} to ${destination}), which has no masters.`;
  return '';
}

/** kops names groups of masters so, and our hooks may be put on no others. */
function isOfMasters(group: string, cluster: string): boolean {
  return group.endsWith(`.masters.${cluster}`);
}

export type FirstLook =
  | { readonly verdict: 'may-be' }
  /** `unknown`: nobody can say whose it was. Whether a master is missing, the sweep finds. */
  | { readonly verdict: 'foreign' | 'unknown'; readonly reason: string };

/**
 * Whether the instance of a signal may be a master, by EC2's word on it alone: an account has many instances, and their
 * events must not cost a listing of groups each. A lifecycle action names its group itself.
 * @param known undefined when EC2 doesn't know it (any more)
 */
export function firstLook(
  { kind, instance }: Signal,
  known: Pick<Instance, 'state' | 'tags'> | undefined,
  { cluster }: Pick<Place, 'cluster'>,
): FirstLook {
  if (kind === 'lifecycle') return { verdict: 'may-be' };
  const group = known?.tags[GROUP_TAG];
  if (group !== undefined)
    return isOfMasters(group, cluster)
      ? { verdict: 'may-be' }
      : {
          verdict: 'foreign',
          reason: `${instance} is in ${group}, which is not a group of masters of ${cluster}.`,
        };
  // Tags leave an instance some time after it has terminated, and then EC2 forgets it.
  if (known && known.state !== 'terminated')
    return { verdict: 'foreign', reason: `${instance} is in no Auto Scaling group.` };
  const forgotten = known ? `the tags of ${instance}` : instance;
  return {
    verdict: 'unknown',
    reason: `EC2 has forgotten ${forgotten}, so it is unknown whether it was a master. If a master is missing, the sweep finds it.`,
  };
}

/**
 * The master's group by Auto Scaling's own list or by the instance's tag.
 * @param groups of the cluster's masters
 */
export function evidenceOf(
  signal: Signal,
  known: Pick<Instance, 'state' | 'tags'> | undefined,
  groups: readonly AutoScalingGroup[],
): Evidence {
  const listedIn = groups.find((one) => one.instances.some(({ id }) => id === signal.instance))?.name;
  // Of an instance that nobody knows any more, only the event can say where it was; that starts what disturbs nobody.
  const named = known || signal.kind !== 'lifecycle' ? undefined : signal.group;
  const name = listedIn ?? known?.tags[GROUP_TAG] ?? named;
  const own = signal.kind !== 'lifecycle' || signal.group === name;
  return { group: own ? groups.find((one) => one.name === name) : undefined, state: known?.state ?? '' };
}

/** What AWS says of the instance of a signal. */
export interface Evidence {
  /** The group of masters that it is in, or was; undefined when it is in none of this cluster. */
  readonly group: AutoScalingGroup | undefined;
  /** EC2's; '' when EC2 doesn't know it (any more). */
  readonly state: string;
}

export type SignalVerdict =
  | { readonly verdict: 'goes' | 'comes'; readonly reason: string }
  /** EC2 takes it soon. Until it runs no more there is nothing to replace, and nobody may count on it. */
  | { readonly verdict: 'warned'; readonly reason: string }
  | { readonly verdict: 'ignore'; readonly reason: string };

/** Judges a signal by what AWS itself says: an event alone is no ground to act. */
export function judgeSignal(signal: Signal, { group, state }: Evidence): SignalVerdict {
  const { instance } = signal;
  if (!group) return ignore(`${instance} is in no group of masters of this cluster${claimed(signal)}.`);
  const lifecycle = lifecycleIn(group, instance);
  const seen = `Auto Scaling says ${lifecycle || 'nothing about it'}, EC2 says ${state || 'nothing about it'}`;
  if (signal.kind === 'lifecycle' && signal.transition === 'launching')
    return isLaunching(lifecycle)
      ? { verdict: 'comes', reason: `${instance} is being launched: ${seen}.` }
      : ignore(`${instance} is not being launched (any more): ${seen}.`);
  if (isTerminating({ lifecycle }))
    return { verdict: 'goes', reason: `${instance} is being terminated: ${seen}.` };
  if (runs({ lifecycle, state }))
    return isWarning(signal)
      ? { verdict: 'warned', reason: `${instance} will be interrupted soon and no longer counts: ${seen}.` }
      : ignore(`${instance} is not being terminated: ${seen}.`);
  if (lifecycle === '' && isWhole(group))
    return ignore(`${instance} is gone, and ${group.name} has all its masters in service.`);
  return { verdict: 'goes', reason: `${instance} no longer runs: ${seen}.` };
}

/** A Spot warning: what it announces comes later, even for an instance that waits in a hook. */
export function isWarning(signal: Signal): boolean {
  return signal.kind === 'instance' && signal.state === '';
}

function ignore(reason: string): SignalVerdict {
  return { verdict: 'ignore', reason };
}

function claimed(signal: Signal): string {
  return signal.kind === 'lifecycle' ? `, nor is ${signal.group} one` : '';
}

/** By what repeated signals are known. */
export function keyOf(signal: Signal): string {
  const { instance, what } = signal;
  return signal.kind === 'lifecycle'
    ? `${signal.group}#${instance}#${signal.token}`
    : `#${instance}#${signal.state || what}`;
}

/**
 * When it happened. A clock that is ahead makes nothing begin later than now: its heartbeats would come too late.
 * @param now ISO 8601
 */
export function beginOf({ at }: Pick<Signal, 'at'>, now: string): string {
  return Date.parse(at) < Date.parse(now) ? at : now;
}

/**
 * The lifecycle action that a signal reports, if any.
 * @param now ISO 8601
 */
export function actionOf(signal: Signal, now: string): Sign['action'] {
  if (signal.kind !== 'lifecycle') return undefined;
  const { instance, hook, transition, token } = signal;
  const since = beginOf(signal, now);
  return { instance, kept: { hook, transition, token, since, lastHeartbeat: since, completed: false } };
}

/** Whose replacement a launched instance may be: every one under way in its group. */
export function awaiting(unfinished: readonly Replacement[], group: string): readonly Replacement[] {
  return unfinished.filter((one) => one.group === group);
}
