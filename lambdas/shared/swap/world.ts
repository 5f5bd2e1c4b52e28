import type { MigrationSettings } from '../contract/settings.ts';
import type { BeforeImageCopy } from '../ports/before-image-copy.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Zone } from '../ports/zone.ts';

/** What changing zones needs from outside. */
export interface SwapWorld {
  readonly settings: MigrationSettings;
  readonly journal: Journal;
  readonly zoneOf: (zoneId: string) => Zone;
  readonly clock: Clock;
}

/** The same, for what keeps the before-image a second time, or falls back on that. */
export interface CopyWorld extends SwapWorld {
  readonly copy: BeforeImageCopy;
}
