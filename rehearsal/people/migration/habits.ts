import type { RecordSet } from '../../route53/index.ts';
import type { Scene } from '../../scenes/migration/scene.ts';
import { MIGRATION } from '../../shop/account.ts';
import { CDN_ZONE, isFence, SHOP_ZONE } from '../../shop/migration/zones.ts';
import type { Mail } from '../../stage/mailbox.ts';
import type { Person } from '../person.ts';

export interface Decision {
  readonly decision: 'promote' | 'extend' | 'abort';
  /** An abort names none. */
  readonly hold?: string;
  readonly reason: string;
}

/** Returns the execution's ARN, as do the others that start a machine. */
export function migrates(onCall: Person, input: object = {}): Promise<string> {
  return onCall.starts(MIGRATION, 'Migrate', input);
}

export function rollsBack(onCall: Person, input: object = {}): Promise<string> {
  return onCall.starts(MIGRATION, 'RollBack', input);
}

export function decides(onCall: Person, decision: Decision): Promise<string> {
  return onCall.starts(MIGRATION, 'Decide', decision);
}

/** The notification that asks for somebody's decision. */
export const DECISION_NEEDED = /decision needed/i;
/** The one that says that legacy serves again. */
export const ROLLED_BACK = /rolled back/i;
/** The one that says that it doesn't yet, and that no action is needed. */
export const ROLL_BACK_OWED = /ROLLBACK OWED/;
/** The one that says that somebody must act, for some names can't be put back. */
export const ROLL_BACK_INCOMPLETE = /ROLLBACK INCOMPLETE/;
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

/** Waits until the cluster has half of the traffic; the migration asks for approval after that. */
export function seesHalf(onCall: Person, { engine }: Scene): Promise<unknown> {
  const says = (zoneId: string) =>
    engine.records(zoneId).some((record) => isFence(record) && saysHalf(record)) || undefined;
  return onCall.until('half of the traffic to be on the cluster', () => says(SHOP_ZONE) && says(CDN_ZONE));
}

function saysHalf({ ResourceRecords = [] }: RecordSet): boolean {
  return ResourceRecords.some(({ Value }) => Value.includes(',phase=shift,weight=50,'));
}
