/** Signals from elsewhere: alarms that another product raises and sends to EventBridge. */

import { ownNamespace } from './own-metrics.ts';

/** A condition on events as EventBridge itself reads it: `detail-type`, not `detailType`. */
export type EventPattern = { readonly [field: string]: PatternValue };

export type PatternValue =
  | string
  | number
  | boolean
  | null
  | readonly PatternValue[]
  | { readonly [field: string]: PatternValue };

/** What an event of a signal may say. */
export const SIGNAL_WORDS = ['alarm', 'recovery', 'heartbeat'] as const;

export type SignalWord = (typeof SIGNAL_WORDS)[number];

export interface SignalSettings extends Readonly<Record<SignalWord, EventPattern>> {
  readonly name: string;
  /** Name of the event bus on which its events come: `default`, or a partner's. */
  readonly bus: string;
  /** After so many seconds without an event, nobody knows. */
  readonly silenceSeconds: number;
}

/** Heading in the runbook, and part of the alarms' names. */
export const SIGNAL = 'Signal';

/** 1 while the signal is in alarm, 0 while it is not; no value while nobody knows. */
export function signalMetric(migration: string): { readonly namespace: string; readonly metricName: string } {
  return { namespace: ownNamespace(migration), metricName: SIGNAL };
}

/** Of the alarm in CloudWatch that stands for the signal. */
export function signalAlarm(migration: string, signal: string): string {
  return `${migration}-${SIGNAL}-${signal}`;
}

/** What a rule calls FollowSignals with; its schedule says nothing. */
export interface SignalEvent {
  readonly signal: string;
  readonly word: SignalWord;
  /** The event's own time, ISO 8601. */
  readonly at: string;
}
