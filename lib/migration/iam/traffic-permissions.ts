/** What counts the requests of both sides, and publishes them. */
import {
  describeLoadBalancers,
  listMetrics,
  type MigrationPermission,
  publishMetrics,
  readMetrics,
  sayOwed,
} from './permissions.ts';

/** Metrics that the configuration names must exist, or else nothing is known of them. */
export const countRequests: MigrationPermission = (resources) => {
  const { legacy, cluster } = resources.settings.traffic;
  return [
    ...readMetrics(resources),
    ...(legacy.length > 0 || cluster.length > 0 ? listMetrics(resources) : []),
    ...describeLoadBalancers(resources),
  ];
};

/** What Watch publishes: `RollbackOwed`, and what the dashboard shows of the run and of both sides. */
export const publishRun: MigrationPermission = (resources) => {
  if (resources.settings.dashboard === false) return sayOwed(resources);
  return [...publishMetrics(resources), ...countRequests(resources)];
};
