import type { Reading } from './reading.ts';

export interface HealthCheck {
  /** Whether record sets that name it are answered as healthy ones; Route 53 doesn't show it for every kind. */
  readonly healthy: Reading<boolean>;
}
