/** What an alarm's state, and its history over a window, say about continuing. */

import { duration, shortened } from '../../shared/domain/text.ts';
import { instant } from '../../shared/domain/time.ts';
import { ALARM_HISTORY_SECONDS } from '../contract/alarm-history.ts';
import type { Alarm, AlarmTransition } from './alarm.ts';
import { type AlarmBeneath, type AlarmTree, ruleProblems } from './alarm-tree.ts';
import { type Ground, ground } from './grounds.ts';
import type { Reading } from './reading.ts';

/** An alarm as it is now, and those that it rests on. */
export interface AlarmReading extends AlarmTree {
  readonly allowInsufficientData: boolean;
}

export interface AlarmEvidence extends AlarmReading {
  /** Changes of state within the window, oldest first. */
  readonly transitions: Reading<readonly AlarmTransition[]>;
}

/** Times are ISO 8601. */
export interface Watch {
  readonly from: string;
  readonly until: string;
  /** An alarm that was blind for a while must have seen at least this much of the window, seconds. */
  readonly secondsToSee: number;
}

const MOST_TRANSITIONS = 10;

/** At least one ground for each alarm; one that nothing speaks against gets a `pass`. */
export function alarmGrounds(alarms: readonly AlarmEvidence[], watch: Watch): Ground[] {
  if (alarms.length === 0) return [ground('inconclusive', 'No alarm watches the migration.')];
  return alarms.flatMap((evidence) => {
    const against = [...nowGrounds(evidence), ...historyGrounds(evidence, watch)];
    if (against.length > 0) return against;
    return [
      ground('pass', `Alarm ${evidence.name} was never in ALARM from ${watch.from} to ${watch.until}.`),
    ];
  });
}

/** What an alarm's state, and what it rests on, say against continuing; nothing if all is OK. */
export function nowGrounds(reading: AlarmReading): Ground[] {
  const { name, alarm, allowInsufficientData } = reading;
  if (!alarm.known) return [ground('inconclusive', `Alarm ${name} could not be read: ${alarm.why}`)];
  if (!alarm.value) return [ground('inconclusive', `Alarm ${name} no longer exists, so it watches nothing.`)];
  return [
    ...stateGrounds(alarm.value, allowInsufficientData),
    ...ruleProblems(reading).map((problem) => ground('inconclusive', `Alarm ${name} ${problem}.`)),
    ...reading.beneath.flatMap((each) => {
      const problem = beneathProblem(each, allowInsufficientData);
      return problem ? [ground('inconclusive', `Alarm ${name} rests on ${each.name}, which ${problem}`)] : [];
    }),
  ];
}

/** An alarm in a rule may be in ALARM: the rule says what that means. It must be known, and be able to say so. */
function beneathProblem({ alarm }: AlarmBeneath, allowInsufficientData: boolean): string | undefined {
  if (!alarm.known) return `could not be read: ${alarm.why}`;
  if (!alarm.value) return 'does not exist, so it watches nothing.';
  const { state, stateReason } = alarm.value;
  if (state === 'INSUFFICIENT_DATA' && !allowInsufficientData)
    return `is in INSUFFICIENT_DATA: ${stateReason}`;
  const evaluation = evaluationOf(alarm.value);
  return evaluation === '' ? undefined : `cannot be trusted: CloudWatch reports ${evaluation}.`;
}

function evaluationOf(alarm: Alarm): string {
  return alarm.kind === 'composite' ? '' : alarm.evaluationState;
}

function stateGrounds(alarm: Alarm, allowInsufficientData: boolean): Ground[] {
  const { name } = alarm;
  const evaluation = evaluationOf(alarm);
  const grounds: Ground[] = [];
  if (alarm.state === 'ALARM')
    grounds.push(ground('fail', `Alarm ${name} is in ALARM: ${alarm.stateReason}`));
  if (alarm.state === 'INSUFFICIENT_DATA' && !allowInsufficientData)
    grounds.push(ground('inconclusive', `Alarm ${name} is in INSUFFICIENT_DATA: ${alarm.stateReason}`));
  if (evaluation !== '')
    grounds.push(
      ground('inconclusive', `Alarm ${name} cannot be trusted: CloudWatch reports ${evaluation}.`),
    );
  return grounds;
}

function historyGrounds(evidence: AlarmEvidence, watch: Watch): Ground[] {
  const { name, transitions: reading } = evidence;
  if (!reading.known) {
    return [ground('inconclusive', `The history of alarm ${name} could not be read: ${reading.why}`)];
  }
  const transitions = reading.value;
  const grounds: Ground[] = [...forgottenGrounds(name, watch)];
  const fired = transitions.filter(({ from, to }) => from === 'ALARM' || to === 'ALARM');
  if (fired.length > 0) grounds.push(ground('fail', `Alarm ${name} fired: ${inWords(fired)}.`));
  const blind = blindSeconds(evidence, transitions, watch);
  const seen = (Date.parse(watch.until) - Date.parse(watch.from)) / 1000 - blind;
  if (blind > 0 && seen < watch.secondsToSee && !evidence.allowInsufficientData) {
    const needed = duration(watch.secondsToSee);
    const text = `Alarm ${name} had no data for ${duration(blind)}: it watched for ${duration(Math.max(seen, 0))} of ${needed}.`;
    grounds.push(ground('inconclusive', text));
  }
  return grounds;
}

/** From when CloudWatch knows what an alarm did. Epoch milliseconds, as `now`. */
export function historyKnownFrom(now: number): number {
  return now - ALARM_HISTORY_SECONDS * 1000;
}

/** A window that began before what CloudWatch still knows: nobody can say any more that nothing happened then. */
function forgottenGrounds(name: string, { from, until }: Watch): Ground[] {
  const known = historyKnownFrom(Date.parse(until));
  if (Date.parse(from) >= known) return [];
  const kept = `CloudWatch keeps an alarm's history for ${duration(ALARM_HISTORY_SECONDS)}`;
  const text = `It is unknown whether alarm ${name} fired from ${from} to ${instant(known)}: ${kept}.`;
  return [ground('inconclusive', text)];
}

function inWords(transitions: readonly AlarmTransition[]): string {
  const lines = transitions.map(({ at, from, to }) => `${from} → ${to} at ${at}`);
  return shortened(lines, MOST_TRANSITIONS, 'changes of state').join(', ');
}

/** How long within the window the alarm was in INSUFFICIENT_DATA, by its history. Seconds. */
function blindSeconds(
  { alarm }: AlarmEvidence,
  transitions: readonly AlarmTransition[],
  { from, until }: Watch,
): number {
  let state = transitions[0]?.from ?? (alarm.known ? alarm.value?.state : undefined);
  let since = Date.parse(from);
  let blind = 0;
  for (const { at, to } of [...transitions, { at: until, to: undefined }]) {
    if (state === 'INSUFFICIENT_DATA') blind += Date.parse(at) - since;
    since = Date.parse(at);
    state = to;
  }
  return blind / 1000;
}
