import { type Place, pathOf } from '../../snapshot/file-kind.ts';
import type { Pointer } from '../../snapshot/json.ts';
import { ALARMS } from '../../snapshot/kinds/cloudwatch.ts';
import { type Fault, SnapshotRefused } from '../../snapshot/problem.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { AlarmDefinition } from '../../world/alarm-definition.ts';
import { circleIn, compositeDefinition } from './composite-alarms.ts';
import { metricDefinition, NotEvaluated } from './metric-alarms.ts';

/**
 * The alarms of a snapshot.
 * @param place account and region
 * @throws SnapshotRefused with all that the world can't evaluate
 */
export function alarmsOf(snapshot: Snapshot, place: Place): readonly AlarmDefinition[] {
  const { MetricAlarms = [], CompositeAlarms = [] } = snapshot.find(ALARMS, place) ?? {};
  const faults: Fault[] = [];
  const read = <Printed extends { readonly AlarmName?: string | undefined }, D extends AlarmDefinition>(
    printed: Printed,
    at: Pointer,
    definitionOf: (printed: Printed) => D,
  ): readonly D[] => {
    try {
      return [definitionOf(printed)];
    } catch (error) {
      if (!(error instanceof NotEvaluated)) throw error;
      faults.push(faultOf(error, at, printed.AlarmName));
      return [];
    }
  };
  const names = [...MetricAlarms, ...CompositeAlarms].map(({ AlarmName }) => AlarmName);
  const metric = MetricAlarms.flatMap((alarm, i) =>
    read(alarm, `/MetricAlarms/${i}`, (printed) => metricDefinition(printed, place.account)),
  );
  const composite = CompositeAlarms.flatMap((alarm, i) =>
    read(alarm, `/CompositeAlarms/${i}`, (printed) => compositeDefinition(printed, names)),
  );
  const circle = circleIn(composite);
  if (circle.length > 0)
    faults.push({
      at: '/CompositeAlarms',
      words: `CloudWatch evaluates no circle of alarms: ${circle.join(' → ')}`,
    });
  if (faults.length === 0) return [...metric, ...composite];
  throw SnapshotRefused.inFile(snapshot.folder, faults, pathOf(ALARMS, place));
}

function faultOf({ message, within }: NotEvaluated, at: Pointer, name = ''): Fault {
  return {
    at: `${at}${within}`,
    words: `the rehearsed CloudWatch can't evaluate ${message}, in the alarm ${name} (rehearsal/world/SPEC.md)`,
  };
}
