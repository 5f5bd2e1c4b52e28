import type { PrometheusQuery } from './prometheus-settings.ts';
import type { MigrationSettings } from './settings.ts';

/** All that is asked of any. */
export function prometheusQueries({
  compare,
}: Pick<MigrationSettings, 'compare'>): readonly PrometheusQuery[] {
  return (compare?.metrics ?? []).flatMap(({ legacy, cluster }) =>
    [legacy, cluster].flatMap((side) => ('measured' in side ? [side.measured, side.requests] : [])),
  );
}
