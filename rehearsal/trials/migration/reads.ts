import type { MetricAlarmDefinition } from '../../world/alarm-definition.ts';

/** The metrics that an alarm reads, with their ids in its expressions. */
export function readsOf(watched: MetricAlarmDefinition['watched']) {
  if ('metric' in watched) return [{ id: '', of: watched }];
  return watched.queries.flatMap(({ id, reads }) => ('metric' in reads ? [{ id, of: reads }] : []));
}
