import { duration } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import type { AlarmSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { Alarm, MetricAlarm } from '../../domain/alarm.ts';
import { type AlarmBeneath, type AlarmTree, ruleProblems } from '../../domain/alarm-tree.ts';
import { detectionInWords, slowestDetection } from '../../domain/readiness/detection.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { DataSeen } from './data-seen.ts';
import { adviseOnFewSamples } from './few-samples.ts';
import { judgeMade, type OwnBalancer } from './made-alarms.ts';
import { adviseOnMissingData } from './missing-data.ts';
import { judgeSilence } from './silence.ts';

const notes = notesOf(MIGRATE.verifyAlarms);
const WHY = 'The alarms start the rollback.';

/** Slower than this, and people notice before the alarm does. Seconds. */
const SLOW_DETECTION = 300;

interface Known {
  readonly data: DataSeen;
  readonly own: OwnBalancer;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The findings about one alarm: at least one. */
export function judgeAlarm(settings: AlarmSettings, tree: AlarmTree, known: Known): Finding[] {
  if (!tree.alarm.known) return [unreadable(settings, tree.alarm.why)];
  const alarm = tree.alarm.value;
  if (!alarm) return [missing(settings)];
  const findings = [
    ...judgePlace(settings, alarm),
    ...judgeState(settings, alarm),
    ...judgeActions(alarm),
    ...(alarm.kind === 'composite'
      ? judgeRule(settings, tree, known)
      : judgeMetricAlarm(settings, alarm, known)),
    ...judgeDetection(alarm.name, tree),
  ];
  return findings.length > 0 ? findings : [ready(alarm, tree)];
}

function unreadable({ name }: AlarmSettings, why: string): Finding {
  return notes.fail(name, 'alarm-unreadable', {
    seen: `CloudWatch could not be read: ${why}`,
    why: 'An alarm in an unknown state cannot be relied on.',
    toDo: 'Fix what the message says, then start again.',
  });
}

function missing({ name }: AlarmSettings): Finding {
  return notes.fail(name, 'alarm-missing', {
    seen: 'No alarm has this name.',
    why: WHY,
    toDo: 'Create the alarm, or correct its name.',
  });
}

function judgePlace({ name, arn }: AlarmSettings, alarm: Alarm): Finding[] {
  if (arn === alarm.arn) return [];
  return [
    notes.fail(name, 'alarm-elsewhere', {
      seen: `The alarm found is ${alarm.arn}; the configuration says ${arn}.`,
      why: 'Events of alarms in other accounts or Regions do not arrive here.',
      toDo: 'Correct the ARN, or deploy the migration where the alarm is.',
    }),
  ];
}

function judgeState({ allowInsufficientData }: AlarmSettings, alarm: Alarm): Finding[] {
  const seen = `It has been in ${alarm.state} since ${alarm.stateUpdatedAt}: ${alarm.stateReason || 'no reason given'}`;
  if (alarm.state === 'ALARM') {
    const why = 'Only a change to ALARM starts a rollback; an alarm that is already in ALARM does not.';
    const toDo = 'Fix what it reports, and start when it is OK.';
    return [notes.fail(alarm.name, 'alarm-firing', { seen, why, toDo })];
  }
  if (alarm.state === 'INSUFFICIENT_DATA') {
    const why = 'Without data the alarm watches nothing.';
    const toDo =
      'Make sure that its metric gets data. If silence is normal, treat missing data as not breaching. With `allowInsufficientData` in the configuration this is only a warning.';
    const level = allowInsufficientData ? 'warn' : 'fail';
    return [notes[level](alarm.name, 'alarm-insufficient-data', { seen, why, toDo })];
  }
  return [];
}

function judgeActions(alarm: Alarm): Finding[] {
  if (!alarm.actionsEnabled) {
    const seen = 'Its actions are disabled.';
    const why = 'It is muted, so nobody is notified.';
    const toDo = 'Enable its actions (`aws cloudwatch enable-alarm-actions`).';
    return [notes.fail(alarm.name, 'alarm-actions-disabled', { seen, why, toDo })];
  }
  if (alarm.kind === 'composite' && alarm.actionsSuppressedBy !== '') {
    const seen = `Its actions are suppressed by ${alarm.actionsSuppressedBy}.`;
    const why = 'While it is suppressed, nobody is notified.';
    const toDo = 'Wait until the suppressing alarm is OK, or remove the suppression.';
    return [notes.fail(alarm.name, 'alarm-actions-suppressed', { seen, why, toDo })];
  }
  return [];
}

function judgeMetricAlarm(
  { isMade }: AlarmSettings,
  alarm: MetricAlarm,
  { data, own, now }: Known,
): Finding[] {
  const found = alarm.state === 'OK' ? judgeSilence(alarm, data.get(alarm.name) ?? [], now) : [];
  const silence = isMade ? judgeMade(alarm, found, own) : found;
  return [...judgeEvaluation(alarm), ...silence, ...adviseOnMissingData(alarm), ...adviseOnFewSamples(alarm)];
}

/** A composite alarm is OK when nothing that it rests on is in ALARM: also when nothing of it can be. */
function judgeRule(settings: AlarmSettings, tree: AlarmTree, known: Known): Finding[] {
  const rule = ruleProblems(tree).map((problem) =>
    notes.fail(tree.name, 'alarm-rule', {
      seen: `It ${problem}.`,
      why: 'It fires only as its rule says.',
      toDo: 'Correct the rule in CloudWatch, or let the migration watch other alarms.',
    }),
  );
  const beneath = tree.beneath.flatMap((each) => judgeBeneath({ ...settings, name: each.name }, each, known));
  return [
    ...rule,
    ...beneath.map((finding) => ({ ...finding, subject: `${tree.name} (${finding.subject})` })),
  ];
}

/** It may be in ALARM, or be muted: the rule says what that means. */
function judgeBeneath(settings: AlarmSettings, { alarm }: AlarmBeneath, known: Known): Finding[] {
  if (!alarm.known) return [unreadable(settings, alarm.why)];
  if (!alarm.value) return [missing(settings)];
  return [
    ...(alarm.value.state === 'INSUFFICIENT_DATA' ? judgeState(settings, alarm.value) : []),
    ...(alarm.value.kind === 'composite' ? [] : judgeMetricAlarm(settings, alarm.value, known)),
  ];
}

function judgeEvaluation({ name, evaluationState }: MetricAlarm): Finding[] {
  if (evaluationState === '') return [];
  const level = evaluationState === 'PARTIAL_DATA' ? 'warn' : 'fail';
  return [
    notes[level](name, 'alarm-not-evaluated', {
      seen: `CloudWatch reports ${evaluationState} for its evaluation.`,
      why: 'Until that is fixed, its state cannot be trusted, and every soak is inconclusive.',
      toDo: 'Read the reason in the CloudWatch console, and fix its query or its permissions.',
    }),
  ];
}

function judgeDetection(name: string, tree: AlarmTree): Finding[] {
  const seconds = slowestDetection(tree);
  const why = 'A rollback starts only when the alarm fires. Until then requests fail.';
  if (seconds === undefined) {
    const seen =
      'The time until it fires is unknown: its rule does not rest on metric alarms that are all known.';
    const toDo = 'Add the metric alarms to the configuration, so that the rollback-time budget is known.';
    return [notes.warn(name, 'alarm-detection-unknown', { seen, why, toDo })];
  }
  if (seconds <= SLOW_DETECTION) return [];
  const seen = `It takes about ${duration(seconds)} to fire.`;
  const toDo = `Use a shorter period or fewer datapoints, so that it takes at most ${duration(SLOW_DETECTION)}.`;
  return [notes.warn(name, 'alarm-slow', { seen, why, toDo })];
}

function ready(alarm: Alarm, tree: AlarmTree): Finding {
  const detects =
    alarm.kind === 'composite'
      ? `about ${duration(slowestDetection(tree) ?? 0)} (the slowest alarm in its rule)`
      : detectionInWords(alarm);
  const seen = `It has been OK since ${alarm.stateUpdatedAt}, its actions are enabled, and it fires within ${detects}.`;
  return notes.pass(alarm.name, 'alarm-ready', { seen, why: WHY });
}
