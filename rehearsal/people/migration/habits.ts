import type { StepSettings } from '../../../lambdas/migration/contract/settings.ts';
import { saysShare } from '../../estate/migration/estate.ts';
import { approvalsAfter, approvalsBefore, halfStep, soakOf } from '../../estate/migration/steps.ts';
import type { Scene } from '../../scenes/migration/scene.ts';
import type { Mail } from '../../stage/mailbox.ts';
import { type Health, type LoadBalancerFamily, SLOW, STEADY } from '../../world/load-balancer.ts';
import { DAY, HOUR, MINUTE, minuteOf } from '../../world/minutes.ts';
import type { Person } from '../person.ts';

export interface Decision {
  readonly decision: 'promote' | 'promoteToEnd' | 'extend' | 'retry' | 'skipDown' | 'abort';
  /** Of a skip down: to which share, percent. */
  readonly to?: number;
  /** An abort names none. */
  readonly hold?: string;
  readonly reason: string;
}

/** Returns the execution's ARN, as do the others that start a machine. */
export function migrates(onCall: Person, input: object = {}): Promise<string> {
  return onCall.starts('Migrate', input);
}

export function rollsBack(onCall: Person, input: object = {}): Promise<string> {
  return onCall.starts('RollBack', input);
}

export function drills(onCall: Person, input: object = {}): Promise<string> {
  return onCall.starts('Drill', input);
}

export function decides(onCall: Person, decision: Decision): Promise<string> {
  return onCall.starts('Decide', decision);
}

/** The notification that says that the migration does not begin. */
export const NOT_READY = /not ready/i;
/** The one that asks for somebody's decision. */
export const DECISION_NEEDED = /decision needed/i;
/** The one that says that somebody else wrote. */
export const ZONE_CHANGED = /somebody else changed the zone/i;
/** The one that names who wrote. */
export const WHO_WROTE = /: who changed the zone/;
/** The one that says that Route 53 no longer has what it had accepted. */
export const CHANGES_LOST = /Route 53 has lost changes/;
/** The one that says that nobody has heard of Watch. */
export const WATCH_SILENT = /Watch was silent/;
/** The one that says that legacy serves again. */
export const ROLLED_BACK = /rolled back/i;
/** The one that says that only a person may have legacy serve again. */
export const ROLL_BACK_HELD = /ROLLBACK HELD/;
/** The one that says that it doesn't yet, and that no action is needed. */
export const ROLL_BACK_OWED = /ROLLBACK OWED/;
/** The one that says that somebody must act, for some names can't be put back. */
export const ROLL_BACK_INCOMPLETE = /ROLLBACK INCOMPLETE/;
/** The ones that say what a drill came to. */
export const DRILL_DONE = /drill done/;
export const DRILL_FAILED = /drill FAILED/;
/** The one that says that the hook after a rollback didn't pass. */
export const HOOK_AFTER_ROLLBACK = /hook after the rollback/;
/** The one that says that the migration is over. */
export const CLOSED = /closed/i;

/** Which hold a notification asks about, as it is copied from there. */
export function holdIn({ body }: Mail): string {
  const [, hold] = /"hold": "(\w+)"/.exec(body) ?? [];
  if (hold === undefined) throw new Error(`This notification names no hold:\n${body}`);
  return hold;
}

/** What on call does when the migration asks for approval: looks for a while, and promotes. */
export async function approves(onCall: Person): Promise<void> {
  const hold = holdIn(await onCall.isNotified(DECISION_NEEDED));
  await onCall.waits(40);
  await decides(onCall, { decision: 'promote', hold, reason: 'error rate and latency are as before' });
}

/** What on call does about a hold that must not continue: aborts, and sees legacy serve again. */
export async function aborts(onCall: Person, migration: string, reason: string): Promise<void> {
  await onCall.isNotified(DECISION_NEEDED);
  await onCall.waits(25);
  await decides(onCall, { decision: 'abort', reason });
  await onCall.seesTheEndOf(migration);
  await onCall.isNotified(ROLLED_BACK);
}

/** Approves whatever is asked before this step is made; without it, until the end. */
export async function approvesUntil(onCall: Person, { estate }: Scene, step?: StepSettings): Promise<void> {
  for (let i = 0; i < approvalsBefore(estate.settings, step); i++) await approves(onCall);
}

/** Approves whatever is asked after the steps that follow this one. */
export async function approvesAfter(onCall: Person, { estate }: Scene, step: StepSettings): Promise<void> {
  for (let i = 0; i < approvalsAfter(estate.settings, step); i++) await approves(onCall);
}

/** Waits until the cluster has this share of the traffic, percent. */
export function seesShare(somebody: Person, { engine, estate }: Scene, percent: number): Promise<unknown> {
  const says = (zoneId: string) =>
    engine.records(zoneId).some((record) => saysShare(estate, record, percent));
  return somebody.until(
    `${percent} % of the traffic to be on the cluster`,
    () => estate.zoneIds.every(says) || undefined,
  );
}

export interface HowBad {
  /** Part of the requests that fail (0–1). */
  readonly failing: number;
  /** Of those that are answered, seconds; by default slow. */
  readonly latencySeconds?: number;
}

/** Behind a network load balancer, which sees no answers, targets reset the connections in place of failing. */
export function healthOf(family: LoadBalancerFamily, { failing, latencySeconds = SLOW }: HowBad): Health {
  if (family === 'network') return { ...STEADY, reset: failing };
  return { failing, latencySeconds };
}

/** For so long the cluster is in trouble, from the next whole minute on: then the same datapoints are bad for each alarm. @returns when it begins */
export function failsFor(scene: Scene, milliseconds: number, howBad: HowBad): number {
  const from = minuteOf(scene.now()) + MINUTE;
  scene.trouble.add({
    from,
    until: from + milliseconds,
    ...healthOf(scene.platforms.cluster.family, howBad),
  });
  return from;
}

/**
 * From the beginning of a step's soak on, and for a day after its end: what asks the cluster before, such as preflight, is served.
 * @returns from when on, epoch milliseconds
 */
export async function failsFromSoak(
  cluster: Person,
  scene: Scene,
  step: Pick<StepSettings, 'percent' | 'soakSeconds'>,
  howBad: HowBad,
): Promise<number> {
  await cluster.sees('Migrate', soakOf(step));
  return failsFor(scene, step.soakSeconds * 1000 + DAY, howBad);
}

/** A person rolls back by hand, and waits until legacy serves and nothing runs any more. @param migration ARN of the execution of Migrate */
export async function endsByRollingBack(person: Person, migration: string): Promise<void> {
  await rollsBack(person, { reason: 'enough for today' });
  await person.isNotified(ROLLED_BACK);
  await person.seesTheEndOf(migration);
  await person.seesAllAtRest();
}

/** In the middle of the soak at half of the traffic, the cluster is in trouble for three hours. @returns from when on, epoch milliseconds */
export async function failsAtHalf(cluster: Person, scene: Scene, howBad: HowBad): Promise<number> {
  const half = halfStep(scene.estate.settings);
  await cluster.sees('Migrate', soakOf(half));
  await cluster.waits(half.soakSeconds / 60 / 2);
  return failsFor(scene, 3 * HOUR, howBad);
}
