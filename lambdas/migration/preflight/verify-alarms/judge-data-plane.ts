/** Whether DNS would leave the cluster by itself, and stay away from it. */
import { countOf } from '../../../shared/domain/text.ts';
import { DATA_PLANE, type DataPlaneSettings, owedAlarm, ROLLBACK_OWED } from '../../contract/data-plane.ts';
import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { AlarmReading } from '../../domain/alarm-grounds.ts';
import { differences, type SeenCheck, whyNoCheck } from '../../domain/data-plane/metric-check.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { Reading } from '../../domain/reading.ts';
import type { MetricChecks } from '../../ports/metric-checks.ts';

const notes = notesOf(MIGRATE.verifyAlarms);

const WHY = 'While Route 53’s API is down, only these health checks lead DNS back to legacy.';
const AGAIN = 'Deploy the stack again with `dataPlaneRollback: false`, then with it as it is.';

interface Asked {
  readonly migration: string;
  readonly region: string;
  readonly dataPlane: DataPlaneSettings;
  readonly readings: readonly AlarmReading[];
  readonly seen: Reading<Awaited<ReturnType<MetricChecks['readAll']>>>;
}

export function judgeDataPlane(asked: Asked): readonly Finding[] {
  const { seen, dataPlane, migration, readings } = asked;
  if (!seen.known)
    return [
      notes.fail(DATA_PLANE, 'data-plane-unreadable', {
        seen: `Its health checks could not be read: ${seen.why}`,
        why: WHY,
        toDo: 'Fix what the message says, then start again.',
      }),
    ];
  if (!seen.value) return [broken(`The health check ${dataPlane.checkId} is gone.`)];
  const { parent, children } = seen.value;
  const byAlarm = new Map(
    children.flatMap((check) => (check?.alarm ? [[check.alarm.name, check] as const] : [])),
  );
  const latch = owedAlarm(migration);
  const wrong = [
    ...wrongWithParent(parent, children),
    ...[...dataPlane.alarms, latch].flatMap((name) => wrongWith(name, byAlarm.get(name), name === latch)),
  ];
  const alarms = readings.flatMap((reading) => judgeAlarm(reading, byAlarm, asked));
  if (wrong.length > 0) return [broken(wrong.join(' ')), ...alarms];
  const followed = readings.filter(({ name }) => byAlarm.has(name)).length;
  return [ready(followed, readings.length), ...alarms];
}

/** Before the stack is deployed: Route 53 would refuse these, and with them the deployment. */
export function refusedAtDeployment(
  { alarms }: Pick<DataPlaneSettings, 'alarms'>,
  readings: readonly AlarmReading[],
): readonly Finding[] {
  return readings.flatMap(({ name, alarm }) => {
    const why = alarm.known && alarm.value && alarms.includes(name) ? whyNoCheck(alarm.value) : undefined;
    if (why === undefined) return [];
    return notes.fail(name, 'data-plane-not-allowed', {
      seen: `It ${why}.`,
      why: 'Route 53 makes no health check on it, so the deployment fails.',
      toDo: 'Name the alarms that allow one in `dataPlaneRollback.alarms`.',
    });
  });
}

function wrongWithParent(
  { id, children, threshold, disabled, inverted }: SeenCheck,
  found: readonly (SeenCheck | undefined)[],
): readonly string[] {
  const gone = children.filter((_, i) => found[i] === undefined);
  return [
    ...(threshold === children.length && children.length > 0
      ? []
      : [`${id} needs ${threshold} of its ${children.length} health checks to be healthy, not all of them.`]),
    ...(disabled || inverted ? [`${id} is ${disabled ? 'disabled' : 'inverted'}.`] : []),
    ...(gone.length > 0 ? [`These are gone: ${gone.join(', ')}.`] : []),
  ];
}

function wrongWith(name: string, check: SeenCheck | undefined, isLatch: boolean): readonly string[] {
  if (!check?.alarm) return [`No health check follows ${name}.`];
  const { id, disabled, inverted, alarm } = check;
  const wanted = isLatch ? 'LastKnownStatus' : 'Healthy';
  return [
    ...(disabled || inverted ? [`${id}, on ${name}, is ${disabled ? 'disabled' : 'inverted'}.`] : []),
    ...(alarm.withoutData === wanted
      ? []
      : [
          `${id}, on ${name}, has InsufficientDataHealthStatus ${alarm.withoutData || 'not set'}; expected ${wanted}.`,
        ]),
  ];
}

function judgeAlarm(
  { name, alarm }: AlarmReading,
  byAlarm: ReadonlyMap<string, SeenCheck>,
  { region, dataPlane }: Asked,
): readonly Finding[] {
  // What can't be read, or isn't there, is a finding of its own.
  if (!alarm.known || !alarm.value) return [];
  const check = byAlarm.get(name);
  const why = whyNoCheck(alarm.value);
  // One that should be there and is not has been said to be broken.
  if (!check?.alarm && why === undefined && dataPlane.alarms.includes(name)) return [];
  if (!check?.alarm) return [notFollowed(name, why)];
  if (alarm.value.kind === 'composite') return [];
  const differing = differences(check.alarm.copy, alarm.value);
  if (differing.length > 0)
    return [outdated(name, check.id, differing, toCopyAgain(name, check.id, why, region))];
  const { datapointsToAlarm: m, evaluationPeriods: n } = alarm.value;
  return m < n ? [later(name, m, n)] : [];
}

function broken(seen: string): Finding {
  return notes.fail(DATA_PLANE, 'data-plane-broken', { seen, why: WHY, toDo: AGAIN });
}

function ready(followed: number, all: number): Finding {
  const which = followed === all ? 'all alarms' : `${followed} of ${countOf(all, 'alarm')}`;
  return notes.pass(DATA_PLANE, 'data-plane-ready', {
    seen: `Health checks follow the metrics of ${which}, and ${ROLLBACK_OWED}. Without data the former are healthy, and the latter is as it was last. If legacy is bad as well, all count as healthy and the weights decide.`,
    why: WHY,
  });
}

function notFollowed(name: string, why: string | undefined): Finding {
  return notes.warn(name, 'data-plane-not-followed', {
    seen: `No health check follows it: it ${why ?? 'is not among `dataPlaneRollback.alarms`'}.`,
    why: `If it fires while Route 53’s API is down, DNS leaves the cluster some minutes later, when RollBack has published ${ROLLBACK_OWED}. That needs Step Functions and Lambda.`,
    toDo:
      why === undefined ? 'Add it there.' : 'Add an alarm that allows one, if what it sees must not wait.',
  });
}

function toCopyAgain(name: string, id: string, why: string | undefined, region: string): string {
  return why === undefined
    ? `Copy them again: aws route53 update-health-check --health-check-id ${id} --alarm-identifier 'Region=${region},Name=${name}'`
    : `Route 53 makes no new copy of it, because it ${why}. Change the alarm back, or name the alarms that allow a health check in \`dataPlaneRollback.alarms\`.`;
}

function outdated(name: string, id: string, differing: readonly string[], toDo: string): Finding {
  return notes.fail(name, 'data-plane-outdated', {
    seen: `The health check ${id} has another copy of it: ${differing.join('; ')}.`,
    why: 'A health check keeps the alarm’s settings of when it was made, and goes by them.',
    toDo,
  });
}

function later(name: string, m: number, n: number): Finding {
  return notes.warn(name, 'data-plane-later', {
    seen: `It fires at ${m} of ${n} datapoints; its health check needs all ${n}.`,
    why: `A health check knows no M of N. So it turns later than the alarm fires, or only by ${ROLLBACK_OWED}, which RollBack publishes.`,
    toDo: 'No action needed if that is soon enough. Otherwise let the alarm need all of fewer datapoints.',
  });
}
