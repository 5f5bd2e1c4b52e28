import type { Reading } from '../domain/reading.ts';

export interface HealthCheck {
  /** Whether record sets that name it are answered as healthy ones; Route 53 doesn't tell it of every kind. */
  readonly healthy: Reading<boolean>;
}

export interface HealthChecks {
  /** Undefined when there is no such health check. */
  find(id: string): Promise<HealthCheck | undefined>;
}
