import type { HealthCheck } from '../domain/health-check.ts';

export interface HealthChecks {
  /** Undefined when there is no such health check. */
  find(id: string): Promise<HealthCheck | undefined>;
}
