import { duration } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import type { AlarmSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { Alarm, CompositeAlarm, MetricAlarm } from '../../domain/alarm.ts';
import { alarmsInRule, detectionInWords, slowestDetection } from '../../domain/readiness/detection.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import { adviseOnMissingData } from './missing-data.ts';
import { type DataSeen, judgeSilence } from './silence.ts';

const notes = notesOf(MIGRATE.verifyAlarms);
const WHY = 'The alarms are what rolls the migration back by itself.';

/** Slower than this, and people notice before the alarm does. Seconds. */
const SLOW_DETECTION = 300;

/** An alarm, and what is known of its data: nothing for a composite one, which has none of its own. */
export interface AlarmSeen {
  readonly alarm: Alarm;
  readonly data: DataSeen | undefined;
  /** The alarms that a composite alarm's rule names; empty for others. */
  readonly children: readonly AlarmSeen[];
}

/** All that is to say of one alarm: at least one finding. @param now epoch milliseconds */
export function judgeAlarm(settings: AlarmSettings, seen: AlarmSeen | undefined, now: number): Finding[] {
  if (!seen) return [missing(settings)];
  const { alarm } = seen;
  const findings = [
    ...judgePlace(settings, alarm),
    ...judgeState(settings, alarm),
    ...judgeActions(alarm),
    ...(alarm.kind === 'metric'
      ? judgeMetricAlarm(alarm, seen.data, now)
      : judgeChildren(settings, alarm, seen.children, now)),
    ...judgeDetection(seen),
  ];
  return findings.length > 0 ? findings : [ready(seen)];
}

function missing({ name }: AlarmSettings): Finding {
  return notes.fail(name, 'alarm-missing', {
    seen: 'There is no metric alarm and no composite alarm of this name.',
    why: WHY,
    toDo: 'Make the alarm, or correct its name in the configuration.',
  });
}

function judgePlace({ name, arn }: AlarmSettings, alarm: Alarm): Finding[] {
  if (arn === alarm.arn) return [];
  return [
    notes.fail(name, 'alarm-elsewhere', {
      seen: `The alarm found is ${alarm.arn}; the configuration says ${arn}.`,
      why: 'The events of an alarm of another account or Region never arrive here.',
      toDo: 'Correct the ARN, or deploy the migration where the alarm is.',
    }),
  ];
}

function judgeState({ allowInsufficientData }: AlarmSettings, alarm: Alarm): Finding[] {
  const seen = `It is in ${alarm.state} since ${alarm.stateUpdatedAt}: ${alarm.stateReason || 'no reason is given'}`;
  if (alarm.state === 'ALARM') {
    const why = 'Only a change to ALARM raises an event: one that already fires rolls nothing back.';
    const toDo = 'Mend what it complains of, and start when it is OK.';
    return [notes.fail(alarm.name, 'alarm-firing', { seen, why, toDo })];
  }
  if (alarm.state === 'INSUFFICIENT_DATA') {
    const why = 'Without data it watches nothing, and no data is not good news.';
    const toDo =
      'Give its metric data, or let missing data count as not breaching where silence is normal; `allowInsufficientData` in the configuration makes this a warning.';
    const level = allowInsufficientData ? 'warn' : 'fail';
    return [notes[level](alarm.name, 'alarm-insufficient-data', { seen, why, toDo })];
  }
  return [];
}

function judgeActions(alarm: Alarm): Finding[] {
  if (!alarm.actionsEnabled) {
    const seen = 'Its actions are disabled.';
    const why = 'Somebody has muted it: whoever should hear of it does not.';
    const toDo = 'Enable its actions (`aws cloudwatch enable-alarm-actions`).';
    return [notes.fail(alarm.name, 'alarm-actions-disabled', { seen, why, toDo })];
  }
  if (alarm.kind === 'composite' && alarm.actionsSuppressedBy !== '') {
    const seen = `Its actions are suppressed by ${alarm.actionsSuppressedBy}.`;
    const why = 'While it is suppressed, whoever should hear of it does not.';
    const toDo = 'Wait until the suppressing alarm is OK, or take the suppression away.';
    return [notes.fail(alarm.name, 'alarm-actions-suppressed', { seen, why, toDo })];
  }
  return [];
}

function judgeMetricAlarm(alarm: MetricAlarm, data: DataSeen | undefined, now: number): Finding[] {
  const silence = alarm.state === 'OK' && data ? judgeSilence(alarm, data, now) : [];
  return [...judgeEvaluation(alarm), ...silence, ...adviseOnMissingData(alarm)];
}

/** A composite alarm is OK when nothing that it rests on is in ALARM: also when nothing of it can be. */
function judgeChildren(
  settings: AlarmSettings,
  { name, rule }: CompositeAlarm,
  children: readonly AlarmSeen[],
  now: number,
): Finding[] {
  const absent = alarmsInRule(rule).filter((child) => !children.some(({ alarm }) => alarm.name === child));
  const findings = children.flatMap(({ alarm, data }) => [
    ...(alarm.state === 'INSUFFICIENT_DATA' ? judgeState(settings, alarm) : []),
    ...(alarm.kind === 'metric' ? judgeMetricAlarm(alarm, data, now) : []),
  ]);
  return [...absent.map((child) => missing({ ...settings, name: child })), ...findings].map((finding) => ({
    ...finding,
    subject: `${name} (${finding.subject})`,
  }));
}

function judgeEvaluation({ name, evaluationState }: MetricAlarm): Finding[] {
  if (evaluationState === '') return [];
  const level = evaluationState === 'PARTIAL_DATA' ? 'warn' : 'fail';
  return [
    notes[level](name, 'alarm-not-evaluated', {
      seen: `CloudWatch says ${evaluationState} of its evaluation.`,
      why: 'Its state cannot be trusted meanwhile.',
      toDo: 'Read the reason of its state in the CloudWatch console, and mend its query or its permissions.',
    }),
  ];
}

function judgeDetection({ alarm, children }: AlarmSeen): Finding[] {
  const seconds = slowestDetection(
    alarm,
    children.map((child) => child.alarm),
  );
  const why = 'A rollback begins only when the alarm fires; until then requests fail.';
  if (seconds === undefined) {
    const seen = 'How long it takes to fire cannot be told: its rule does not rest on metric alarms alone.';
    const toDo = 'Name the metric alarms beside it, so that the rollback-time budget is known.';
    return [notes.warn(alarm.name, 'alarm-detection-unknown', { seen, why, toDo })];
  }
  if (seconds <= SLOW_DETECTION) return [];
  const seen = `It needs about ${duration(seconds)} to fire.`;
  const toDo = `Use a shorter period or fewer datapoints: at most ${duration(SLOW_DETECTION)} in all.`;
  return [notes.warn(alarm.name, 'alarm-slow', { seen, why, toDo })];
}

function ready({ alarm, children }: AlarmSeen): Finding {
  const detects =
    alarm.kind === 'metric'
      ? detectionInWords(alarm)
      : `about ${duration(
          slowestDetection(
            alarm,
            children.map((child) => child.alarm),
          ) ?? 0,
        )} (the slowest alarm in its rule)`;
  const seen = `It is OK since ${alarm.stateUpdatedAt}, its actions are enabled, and it fires within ${detects}.`;
  return notes.pass(alarm.name, 'alarm-ready', { seen, why: WHY });
}
