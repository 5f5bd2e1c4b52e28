/** What events missed, and what was left lying: judged from AWS and the journal alone. */

import { later, timeAt } from '../../shared/domain/time.ts';
import type { MastersSettings } from '../contract/settings.ts';
import type { SweepResult } from '../contract/sweep.ts';
import type { AutoScalingGroup } from './auto-scaling-group.ts';
import { isWhole, lifecycleIn } from './capacity.ts';
import { dueHeartbeats, heartbeatEverySeconds, longestHoldSeconds } from './heartbeat.ts';
import { brokenBy, type Lease, tidyLease } from './lease.ts';
import { MARKS } from './marks.ts';
import { type Sign, vacancyOf } from './opening.ts';
import type { KeptAction, Replacement } from './replacement.ts';
import { isTerminating } from './victim.ts';

export interface Swept {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly groups: readonly AutoScalingGroup[];
  /** Those that are open or paged. */
  readonly unfinished: readonly Replacement[];
  /** Of groups' vacancies, those that are over. */
  readonly vacancies: ReadonlyMap<string, Replacement>;
  /** Instances that waited to come into service when a person took it upon them to look after their group. */
  readonly dismissed: ReadonlySet<string>;
  /** Ids of unfinished replacements whose execution doesn't run. */
  readonly ended: ReadonlySet<string>;
  readonly lease: Lease;
  readonly settings: Pick<MastersSettings, 'hooks' | 'heartbeatSeconds' | 'sweepSeconds'>;
}

/** What is to be done, each with words for people. */
export type Finding = { readonly reason: string } & (
  | {
      /** No event reported it: its replacement is to be opened. */
      readonly kind: 'missed';
      readonly sign: Sign;
    }
  | {
      /** An open replacement without an execution: a new attempt is to be started. */
      readonly kind: 'stalled';
      readonly replacement: Replacement;
    }
  | {
      /** A paged one without an execution: the page is to be finished, if it isn't. */
      readonly kind: 'paged';
      readonly replacement: Replacement;
    }
  | {
      /** The wait of its instances is to be extended, because nobody else may do it. No action for people. */
      readonly kind: 'held';
      readonly replacement: Replacement;
      /** The wait of its master that no event reported, if any. */
      readonly action: Sign['action'];
      readonly nextLookSeconds: number;
    }
  | {
      /** A master that was taken out of its load balancers, and whose execution may not continue with it now. */
      readonly kind: 'drained';
      readonly replacement: Replacement;
    }
  | {
      /** What holds or has broken the lease no longer needs it. */
      readonly kind: 'lease';
    }
  | {
      /** A person looked after it, and the group is whole again. */
      readonly kind: 'whole';
      readonly replacement: Replacement;
    }
);

export function sweep(swept: Swept): readonly Finding[] {
  return [
    ...swept.unfinished.flatMap((one) => toHold(one, swept)),
    ...swept.groups.flatMap((group) => inGroup(group, swept)),
    ...swept.unfinished.flatMap((one) => leftLying(one, swept)),
    ...swept.unfinished.flatMap((one) => drained(one, swept)),
    ...leaseFindings(swept),
  ];
}

function inGroup(group: AutoScalingGroup, swept: Swept): Finding[] {
  const held = group.instances.filter(({ lifecycle }) => lifecycle === 'Terminating:Wait');
  const terminating = held.flatMap(({ id }) => terminatingMissed(group, id, swept));
  const coming = group.instances.filter(({ lifecycle }) => lifecycle === 'Pending:Wait');
  const launching = coming.flatMap(({ id }) => launchMissed(group, id, swept));
  if (terminating.length > 0 || launching.length > 0) return [...terminating, ...launching];
  return vacancyFindings(group, swept);
}

function terminatingMissed(group: AutoScalingGroup, instance: string, swept: Swept): Finding[] {
  const known = swept.unfinished.find(({ id }) => id === instance);
  // A master that EC2 reported may come into the hook only later, when its replacement is open already.
  if (known && (known.status === 'paged' || known.actions[instance]?.transition === 'terminating')) return [];
  const reason = `${instance} of ${group.name} waits in a hook, and no event reported it`;
  const action = { instance, kept: seenAction('terminating', swept) };
  return [missed(reason, { id: instance, group: group.name, instance, action }, swept)];
}

function launchMissed(group: AutoScalingGroup, instance: string, swept: Swept): Finding[] {
  const waiting = swept.unfinished.filter((one) => one.group === group.name);
  if (waiting.some(({ actions }) => actions[instance])) return [];
  const [first] = waiting;
  if (!first && swept.dismissed.has(instance)) return [];
  const reason = `${instance} of ${group.name} waits in a hook to come into service, and no event reported it`;
  const action = { instance, kept: seenAction('launching', swept) };
  const leaving = group.instances.find(isTerminating)?.id;
  const whose =
    first ??
    (leaving === undefined
      ? { id: vacancyOf(group.name), instance: '' }
      : { id: leaving, instance: leaving });
  const { id, instance: victim } = whose;
  return [missed(reason, { id, instance: victim, group: group.name, action }, swept)];
}

/** A master that is missing, and nobody looks after it. */
function vacancyFindings(group: AutoScalingGroup, swept: Swept): Finding[] {
  const dismissed = swept.vacancies.get(vacancyOf(group.name));
  if (isWhole(group))
    return dismissed?.status === 'dismissed'
      ? [{ kind: 'whole', reason: `${group.name} has all its masters again`, replacement: dismissed }]
      : [];
  const lookedAfter = swept.unfinished.some((one) => one.group === group.name);
  // One that is terminated has an event of its own.
  if (lookedAfter || group.instances.some(isTerminating) || dismissed?.status === 'dismissed') return [];
  const seen =
    group.instances.map(({ id, lifecycle }) => `${id} is ${lifecycle}`).join(', ') || 'it has no instance';
  const reason = `${group.name} lacks a master (${seen}; ${group.desired} desired), and no event reported it`;
  return [missed(reason, { id: vacancyOf(group.name), group: group.name, instance: '' }, swept)];
}

function missed(
  reason: string,
  sign: Pick<Sign, 'id' | 'group' | 'instance'> & Partial<Pick<Sign, 'action'>>,
  { now }: Swept,
): Finding {
  const at = timeAt(now);
  return {
    kind: 'missed',
    reason,
    sign: { ...sign, request: 'involuntary', origin: `Sweep: ${reason}`, at },
  };
}

/** The sweep before did not see it, so it has not waited for longer than since then. */
function seenAction(transition: KeptAction['transition'], { now, settings }: Swept): KeptAction {
  const since = later(now, -settings.sweepSeconds);
  return { hook: settings.hooks[transition], transition, since, lastHeartbeat: since, completed: false };
}

/**
 * AWS must not end a master's wait while a person decides, or while its execution is in a state that fails, settles or
 * notifies: there it records no heartbeats.
 */
function toHold(replacement: Replacement, swept: Swept): Finding[] {
  const { id, instance, status, actions } = replacement;
  const { now, ended, groups, settings } = swept;
  const waits = groups.some((group) => lifecycleIn(group, instance) === 'Terminating:Wait');
  const unreported = status === 'paged' && waits && actions[instance]?.transition !== 'terminating';
  const action = unreported ? { instance, kept: seenAction('terminating', swept) } : undefined;
  const { heartbeatSeconds } = settings;
  const nextLookSeconds = lookFor(settings, status === 'open' && !ended.has(id) ? 'at work' : 'none');
  const limits = { heartbeatSeconds, pollSeconds: nextLookSeconds };
  if (!action && dueHeartbeats(actions, now, limits).length === 0) return [];
  return [
    { kind: 'held', reason: `the sweep extends the wait of ${id}`, replacement, action, nextLookSeconds },
  ];
}

/**
 * How far the sweep looks ahead for waits that end, seconds. It extends them within the first third of the time-out, as an
 * execution does; where one is at work, that has the first third to itself, and the sweep the second. As the time-out
 * is one and a half sweeps at least, a sweep always comes in time, and the last third is left for one that is late.
 */
export function lookFor(
  { heartbeatSeconds, sweepSeconds }: Pick<MastersSettings, 'heartbeatSeconds' | 'sweepSeconds'>,
  execution: 'at work' | 'none',
): number {
  return sweepSeconds - (execution === 'none' ? 0 : heartbeatEverySeconds(heartbeatSeconds));
}

/** As long as its execution runs, it sends its page itself. */
function leftLying(replacement: Replacement, { ended }: Swept): Finding[] {
  const { id, status, attempt } = replacement;
  if (!ended.has(id)) return [];
  return status === 'paged'
    ? [{ kind: 'paged', reason: `${id} was paged, but nobody was notified`, replacement }]
    : [{ kind: 'stalled', reason: `attempt ${attempt} of ${id} does not run`, replacement }];
}

/**
 * Whoever has the lease continues with the master that it has drained. One that has lost the lease, by another one's page or
 * to one that came first, may wait for long, and its master could serve meanwhile. A paged one is put back with its page.
 */
function drained(replacement: Replacement, { groups, lease }: Swept): Finding[] {
  const { id, instance, status, marks } = replacement;
  const goesOn = !lease.broken && lease.holder?.replacement === id;
  const serves = groups.some((group) => lifecycleIn(group, instance) === 'InService');
  if (status !== 'open' || marks[MARKS.draining] === undefined || goesOn || !serves) return [];
  return [
    { kind: 'drained', reason: `${instance} was drained, and is not being terminated now`, replacement },
  ];
}

function leaseFindings({ lease, unfinished }: Swept): Finding[] {
  if (tidiedLease(lease, unfinished) === lease) return [];
  const { holder, recovering, broken } = lease;
  const named = [holder, ...recovering, broken].flatMap((one) => one?.replacement ?? []);
  return [{ kind: 'lease', reason: `the lease (${named.join(', ')}) was left behind by what has ended` }];
}

/** @param unfinished what is open or paged */
export function tidiedLease(lease: Lease, unfinished: readonly Replacement[]): Lease {
  const open = unfinished.filter(({ status }) => status === 'open').map(({ id }) => id);
  return tidyLease(
    lease,
    new Set(open),
    unfinished.flatMap((one) => brokenBy(one) ?? []),
  );
}

/**
 * How many of the instances that wait in a hook of ours AWS is about to release: less than a third of the heartbeat
 * time-out is left, of that or of AWS's overall limit.
 */
export function expiring({ groups, unfinished, now, settings }: Swept): number {
  const { heartbeatSeconds } = settings;
  const waits = new Set(inHooks(groups));
  const ending = unfinished.flatMap(({ actions }) =>
    Object.entries(actions).filter(([instance, action]) => {
      const quiet = (now - Date.parse(action.lastHeartbeat)) / 1000;
      const held = (now - Date.parse(action.since)) / 1000;
      const left = Math.min(heartbeatSeconds - quiet, longestHoldSeconds(heartbeatSeconds) - held);
      return waits.has(instance) && !action.completed && left < heartbeatSeconds / 3;
    }),
  );
  return new Set(ending.map(([instance]) => instance)).size;
}

/** Seconds since the lease was taken or broken, whichever is longer ago; 0 while it is free. */
/** As `SweepResult` has them. */
export function mastersCounted({
  groups,
  unfinished,
}: Pick<Swept, 'groups' | 'unfinished'>): Pick<SweepResult, 'inService' | 'waiting' | 'paged'> {
  const all = groups.flatMap(({ instances }) => instances);
  return {
    inService: all.filter(({ lifecycle }) => lifecycle === 'InService').length,
    waiting: inHooks(groups).length,
    paged: unfinished.filter(({ status }) => status === 'paged').length,
  };
}

/** Ids of the masters that wait in a hook. */
function inHooks(groups: readonly AutoScalingGroup[]): readonly string[] {
  return groups.flatMap(({ instances }) =>
    instances
      .filter(({ lifecycle }) => lifecycle === 'Terminating:Wait' || lifecycle === 'Pending:Wait')
      .map(({ id }) => id),
  );
}

export function leaseHeldSeconds({ holder, broken }: Lease, now: number): number {
  const since = [holder?.since, broken?.at].flatMap((at) => (at === undefined ? [] : [Date.parse(at)]));
  return since.length === 0 ? 0 : Math.max(0, Math.round((now - Math.min(...since)) / 1000));
}
