import { instant } from '../../../shared/domain/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { CheckResult, Finding } from '../../contract/findings.ts';
import type { AlarmSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { AlarmMetric, MetricAlarm } from '../../domain/alarm.ts';
import { alarmsInRule } from '../../domain/readiness/detection.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import type { Alarms } from '../../ports/alarms.ts';
import { type AlarmSeen, judgeAlarm } from './judge-alarm.ts';
import { type DataSeen, lookBackSeconds, requestMetricBeside } from './silence.ts';

const notes = notesOf(MIGRATE.verifyAlarms);

/** Each alarm alone, so that one that cannot be read hides no other. */
export async function verifyAlarms(
  settings: readonly AlarmSettings[],
  alarms: Alarms,
  clock: Clock,
): Promise<CheckResult> {
  const perAlarm = await Promise.all(settings.map((each) => verifyAlarm(each, alarms, clock.now())));
  return { check: MIGRATE.verifyAlarms, findings: perAlarm.flat() };
}

async function verifyAlarm(settings: AlarmSettings, alarms: Alarms, now: number): Promise<Finding[]> {
  const seen = await readingOf(() => look(settings.name, alarms, now));
  if (seen.known) return judgeAlarm(settings, seen.value, now);
  return [
    notes.fail(settings.name, 'alarm-unreadable', {
      seen: `CloudWatch could not be read: ${seen.why}`,
      why: 'An alarm in an unknown state cannot be relied on.',
      toDo: 'Fix what the message says, then start again.',
    }),
  ];
}

async function look(name: string, alarms: Alarms, now: number): Promise<AlarmSeen | undefined> {
  const [alarm] = await alarms.describe([name]);
  if (!alarm) return undefined;
  if (alarm.kind === 'metric') return { alarm, data: await dataOf(alarm, alarms, now), children: [] };
  const names = alarmsInRule(alarm.rule);
  const children = names.length === 0 ? [] : await alarms.describe(names);
  return {
    alarm,
    data: undefined,
    children: await Promise.all(
      children.map(async (child) => ({
        alarm: child,
        data: child.kind === 'metric' ? await dataOf(child, alarms, now) : undefined,
        children: [],
      })),
    ),
  };
}

async function dataOf(alarm: MetricAlarm, alarms: Alarms, now: number): Promise<DataSeen> {
  const beside = alarm.metrics.flatMap((metric) => requestMetricBeside(metric) ?? []);
  const anyOf = (metrics: readonly AlarmMetric[]) => anyData(metrics, alarm, alarms, now);
  const [own, requests] = await Promise.all([anyOf(alarm.metrics), anyOf(beside)]);
  return { own, requests: beside.length > 0 ? requests : undefined };
}

function anyData(
  metrics: readonly AlarmMetric[],
  alarm: MetricAlarm,
  alarms: Alarms,
  now: number,
): Promise<Reading<boolean>> {
  const from = instant(now - lookBackSeconds(alarm) * 1000);
  return readingOf(async () => {
    const found = await Promise.all(metrics.map((metric) => alarms.hasData(metric, from, instant(now))));
    return found.includes(true);
  });
}
