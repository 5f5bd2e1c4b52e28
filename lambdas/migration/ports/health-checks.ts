import type { HealthCheck } from '../domain/health-check.ts';

export interface HealthChecks {
  /** As a record of the zone names it: in the zone's account. Undefined when there is no such health check. */
  find(id: string, zoneId: string): Promise<HealthCheck | undefined>;
}
