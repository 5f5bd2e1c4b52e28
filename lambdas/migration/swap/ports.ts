import type { Clock } from '../../shared/ports/clock.ts';
import type { MigrationSettings } from '../contract/settings.ts';
import type { BeforeImageCopy } from '../ports/before-image-copy.ts';
import type { Journal } from '../ports/journal.ts';
import type { OwedLatch } from '../ports/owed-latch.ts';
import type { Zone } from '../ports/zone.ts';

/** What changing zones needs from outside. */
export interface SwapPorts {
  readonly settings: MigrationSettings;
  readonly journal: Journal;
  /**
   * @param until epoch milliseconds: what the account's limits let begin later fails at once as a `TransientFailure`, and
   * nothing is sent. Without it the function's time is the end.
   */
  readonly zoneOf: (zoneId: string, until?: number) => Zone;
  readonly clock: Clock;
}

/** The same, for what keeps the before-image a second time, or falls back on that. */
export interface CopyPorts extends SwapPorts {
  readonly copy: BeforeImageCopy;
}

/** The same, for what rolls back. */
export interface RollBackPorts extends CopyPorts {
  /** Undefined without a rollback by the data plane. */
  readonly latch?: OwedLatch | undefined;
}
