import type { PrometheusQuery } from './prometheus-settings.ts';
import type { MigrationSettings } from './settings.ts';

/** Each query to a Prometheus that the configuration names. */
export function prometheusQueries({
  compare,
}: Pick<MigrationSettings, 'compare'>): readonly PrometheusQuery[] {
  return (compare?.metrics ?? []).flatMap(({ legacy, cluster }) =>
    [legacy, cluster].flatMap((side) => ('measured' in side ? [side.measured, side.requests] : [])),
  );
}
