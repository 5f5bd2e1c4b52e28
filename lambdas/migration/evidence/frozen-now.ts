import type { Clock } from '../../shared/ports/clock.ts';
import { freezesFrom } from '../adapters/freeze-calendar.ts';
import type { Frozen, ResumeAt } from '../contract/payloads.ts';
import type { MigrationSettings } from '../contract/settings.ts';
import { frozen } from '../domain/freeze.ts';

interface FreezePorts {
  readonly settings: Pick<MigrationSettings, 'freeze'>;
  readonly clock: Clock;
}

/** The freeze that keeps `next` from beginning now; undefined where none does. */
export function frozenNow(next: ResumeAt, { settings, clock }: FreezePorts): Frozen | undefined {
  const now = clock.now();
  return frozen(next, freezesFrom(settings.freeze, now), now);
}
