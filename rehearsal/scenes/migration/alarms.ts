import { type ContentOf, type Place, pathOf } from '../../snapshot/file-kind.ts';
import type { Pointer } from '../../snapshot/json.ts';
import { ALARMS } from '../../snapshot/kinds/cloudwatch.ts';
import { type Fault, SnapshotRefused } from '../../snapshot/problem.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { AlarmDefinition } from '../../world/alarm.ts';
import { TREATMENTS } from '../../world/alarm-rules.ts';
import { STATISTICS } from '../../world/metrics.ts';

/**
 * The alarms of a snapshot.
 * @param place account and region
 * @throws SnapshotRefused with all that the world can't evaluate
 */
export function alarmsOf(snapshot: Snapshot, place: Place): readonly AlarmDefinition[] {
  const { MetricAlarms = [], CompositeAlarms = [] } = snapshot.find(ALARMS, place) ?? {};
  const read = MetricAlarms.map((alarm, i) => definitionOf(alarm, `/MetricAlarms/${i}`));
  const faults = [
    ...read.filter(isFault),
    ...CompositeAlarms.map((_, i) => fault(`/CompositeAlarms/${i}`, 'a composite alarm')),
  ];
  if (faults.length === 0) return read.filter(isDefinition);
  throw SnapshotRefused.inFile(snapshot.folder, faults, pathOf(ALARMS, place));
}

type PrintedAlarm = ContentOf<typeof ALARMS>['MetricAlarms'][number];

/** CloudWatch leaves out what has its default: M of "M out of N", and how missing data are treated. */
function definitionOf(alarm: PrintedAlarm, at: Pointer): AlarmDefinition | Fault {
  const { MetricName, Namespace, Period = 0, Threshold, TreatMissingData = 'missing' } = alarm;
  const statistic = STATISTICS.find((each) => each === alarm.Statistic);
  const treatMissingData = TREATMENTS.find((each) => each === TreatMissingData);
  if (MetricName === undefined || Namespace === undefined)
    return fault(at, 'an alarm on several metrics or on queries');
  if (statistic === undefined)
    return fault(at, `the statistic ${alarm.ExtendedStatistic ?? alarm.Statistic}`);
  if (Period === 0 || Period % 60 !== 0) return fault(`${at}/Period`, `a period of ${Period} s`);
  if (Threshold === undefined) return fault(at, 'an alarm without a threshold');
  if (treatMissingData === undefined) return fault(`${at}/TreatMissingData`, TreatMissingData);
  return {
    name: alarm.AlarmName,
    arn: alarm.AlarmArn,
    description: alarm.AlarmDescription ?? '',
    metric: {
      namespace: Namespace,
      metricName: MetricName,
      dimensions: Object.fromEntries((alarm.Dimensions ?? []).map(({ Name, Value }) => [Name, Value])),
    },
    statistic,
    ...(alarm.Unit !== undefined && { unit: alarm.Unit }),
    periodSeconds: Period,
    threshold: Threshold,
    comparison: alarm.ComparisonOperator,
    evaluationPeriods: alarm.EvaluationPeriods,
    datapointsToAlarm: alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods,
    treatMissingData,
    actionsEnabled: alarm.ActionsEnabled,
  };
}

function isDefinition(read: AlarmDefinition | Fault): read is AlarmDefinition {
  return !isFault(read);
}

function isFault(read: AlarmDefinition | Fault): read is Fault {
  return 'words' in read;
}

function fault(at: Pointer, what: string): Fault {
  return { at, words: `the rehearsed CloudWatch can't evaluate ${what} (rehearsal/world/SPEC.md)` };
}
