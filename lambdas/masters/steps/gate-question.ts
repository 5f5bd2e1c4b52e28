/** Asks the gate, from what was seen and what is kept: before a master is drained, and again right before it goes. */

import type { JudgePayload, ReplacementRef } from '../contract/payloads.ts';
import type { MastersSettings } from '../contract/settings.ts';
import type { MasterGroup, MastersView } from '../contract/view.ts';
import { type GateLimits, type GateQuestion, type GateVerdict, judgeQuorum } from '../domain/gate.ts';
import { longestHoldSeconds } from '../domain/heartbeat.ts';
import { leavingOf, othersInHooks } from '../domain/lasting.ts';
import { whyNoneComes } from '../domain/launch.ts';
import type { Lease } from '../domain/lease.ts';
import { MARKS, secondsSince } from '../domain/marks.ts';
import { etcdClustersOf } from '../domain/members.ts';
import { waitsFor } from '../domain/placing.ts';
import type { Replacement } from '../domain/replacement.ts';
import { isLeaving, isTerminating, runs, victimOf } from '../domain/victim.ts';
import { groupNamed } from '../domain/view.ts';
import type { Warnings } from '../domain/warnings.ts';
import type { MastersJournal } from '../ports/masters-journal.ts';

/** Looks that may be doubtful in a row before anybody hears of it: a member elects a leader, a server restarts. */
const DOUBTFUL_LOOKS = 3;

/** What is kept that the gate asks about. */
export interface KeptOfMasters {
  readonly own: Replacement;
  /** Replacements of the others that wait in a hook, by instance. */
  readonly others: ReadonlyMap<string, Replacement>;
  readonly lease: Lease;
  readonly warnings: Warnings;
}

/**
 * What is kept of the replacements of the other masters that wait in a hook; each one's id is its instance's.
 * @throws TransientFailure
 */
export async function othersHeld(
  view: MastersView,
  victim: string,
  journal: Pick<MastersJournal, 'replacement'>,
): Promise<ReadonlyMap<string, Replacement>> {
  const found = await Promise.all(othersInHooks(view, victim).map((id) => journal.replacement(id)));
  return new Map(found.flatMap((kept) => (kept ? [[kept.value.id, kept.value] as const] : [])));
}

/** The gate's word at `now` (epoch milliseconds). */
export function askGate(
  payload: JudgePayload,
  kept: KeptOfMasters,
  settings: MastersSettings,
  now: number,
): GateVerdict {
  return judgeQuorum(questionOf(payload, kept, settings, now));
}

function questionOf(
  payload: JudgePayload,
  { own: kept, others, lease, warnings }: KeptOfMasters,
  settings: MastersSettings,
  now: number,
): GateQuestion {
  const { replacement, view, health } = payload;
  const group = groupNamed(view, replacement.group);
  const victim = victimOf(group, replacement.instance);
  // What Auto Scaling takes down already does not come back, whoever requested it: only its wait can be extended.
  const request =
    kept.request === 'voluntary' && victim && !isTerminating(victim) ? 'voluntary' : 'involuntary';
  const { instance } = replacement;
  const heldSeconds = secondsHeld(kept, instance, now);
  return {
    request,
    victim: { instance, running: runs(victim) },
    clusters: etcdClustersOf(view, health),
    leaving: leavingOf({ view, victim: instance, heldSeconds, kept: others, warnings, now, settings }),
    answered: health.filter(({ answered }) => answered).length,
    refused: health
      .filter(({ failure }) => failure === 'refused')
      .map(({ instance, reason }) => `${instance}: ${reason}.`),
    recovering: othersRecovered(payload, lease),
    going: othersThatGo(payload),
    newMembers: newMembersOf(payload, lease),
    settledSeconds: secondsSince(MARKS.settling, kept, now),
    obstacle: obstacleFor(group, replacement),
    doubtedSeconds: secondsSince(MARKS.doubted, kept, now),
    heldSeconds,
    limits: limitsOf(settings),
  };
}

/** By the lease, and by what is seen: it takes a while until an execution knows that a master is gone. */
function othersRecovered({ replacement, view }: JudgePayload, lease: Lease): readonly string[] {
  const running = view.groups.flatMap(({ instances }) => instances.filter(runs).map(({ id }) => id));
  // Who waits for another one to go has lost its volumes to that one's successor: no member is missing for that.
  const recovered = lease.recovering.filter(
    (one) => one.replacement !== replacement.id && !running.includes(one.waitsFor ?? ''),
  );
  const empty = view.groups.filter(
    ({ name, instances }) =>
      name !== replacement.group &&
      waitsFor(view, name) === '' &&
      !instances.some((one) => runs(one) && !isLeaving(one)),
  );
  return [
    ...recovered.map((one) => one.replacement),
    ...empty.map(({ name }) => `no master of ${name} runs`),
  ];
}

/**
 * A replacement that waits for another master to be terminated has lost its volumes to that one's successor, which is the
 * member in its place. No execution verifies it there and lets it settle, so the gate does.
 */
function newMembersOf({ view, replacement }: JudgePayload, { recovering }: Lease): readonly string[] {
  const awaited = new Set([
    ...recovering.map((one) => one.waitsFor),
    ...view.groups.map(({ name }) => waitsFor(view, name)),
  ]);
  return view.groups
    .filter(({ instances }) => instances.some((one) => awaited.has(one.id) && runs(one)))
    .flatMap(({ instances }) => instances.filter((one) => !awaited.has(one.id) && runs(one)))
    .flatMap(({ id }) => (id === replacement.instance ? [] : [id]));
}

/** Also one that is only held: its hook may be completed by others at any time. */
function othersThatGo({ replacement, view }: JudgePayload): readonly string[] {
  return view.groups.flatMap(({ instances }) =>
    instances
      .filter((one) => one.id !== replacement.instance && isTerminating(one) && runs(one))
      .map(({ id }) => id),
  );
}

/** A master that is terminated while its group launches nothing is not replaced: it is lost. */
function obstacleFor(
  group: MasterGroup | undefined,
  { group: name }: ReplacementRef,
): GateQuestion['obstacle'] {
  return whyNoneComes(name, group);
}

/** AWS counts from when the instance came into its hook; where it is in none, from when it became known. */
function secondsHeld({ actions, since, statusAt }: Replacement, instance: string, now: number): number {
  const action = actions[instance];
  const from = action ? Date.parse(action.since) : Math.max(Date.parse(since), Date.parse(statusAt));
  return Math.max(0, (now - from) / 1000);
}

/** One heartbeat less than AWS allows: the machine stops by its own decision, before it is overtaken. */
function limitsOf(settings: MastersSettings): GateLimits {
  const { heartbeatSeconds, patienceSeconds, pollSeconds, joinSeconds, settleSeconds } = settings;
  return {
    doubtSeconds: DOUBTFUL_LOOKS * pollSeconds,
    patienceSeconds,
    joinSeconds,
    settleSeconds,
    holdSeconds: longestHoldSeconds(heartbeatSeconds) - heartbeatSeconds,
  };
}
