import type { Evidence } from '../../checks/migration/evidence.ts';
import { dashboardPicture } from '../dashboard-picture.ts';

/** The graphs of the migration's dashboard over the whole rehearsal. */
export function migrationPicture({ scene, situation, observed }: Evidence): string | undefined {
  const [body] = observed.dashboards;
  if (body === undefined) return undefined;
  const { metrics } = scene.world;
  return dashboardPicture(body, { from: scene.start, until: situation.now }, (...asked) =>
    metrics.statistic(...asked),
  );
}
