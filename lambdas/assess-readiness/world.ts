import type { MigrationSettings } from '../shared/contract/settings.ts';
import type { Alarms } from '../shared/ports/alarms.ts';
import type { Clock } from '../shared/ports/clock.ts';
import type { Reports } from '../shared/ports/reports.ts';
import type { Topic } from '../shared/ports/topic.ts';
import type { Zone } from '../shared/ports/zone.ts';

/** What assessing needs from outside. */
export interface AssessWorld {
  readonly settings: MigrationSettings;
  readonly zoneOf: (zoneId: string) => Pick<Zone, 'readAll'>;
  readonly alarms: Pick<Alarms, 'describe'>;
  readonly reports: Reports;
  readonly topic: Topic;
  readonly clock: Clock;
}
