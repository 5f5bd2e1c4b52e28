import type { Clock } from '../../../shared/ports/clock.ts';
import type { Topic } from '../../../shared/ports/topic.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import type { Alarms } from '../../ports/alarms.ts';
import type { ConnectionDirectory } from '../../ports/connection-directory.ts';
import type { LastReport } from '../../ports/last-report.ts';
import type { Reports } from '../../ports/reports.ts';
import type { Zone } from '../../ports/zone.ts';

/** What assessing needs from outside. */
export interface AssessPorts {
  readonly settings: MigrationSettings;
  readonly zoneOf: (zoneId: string) => Pick<Zone, 'readAll'>;
  readonly alarms: Pick<Alarms, 'describe'>;
  readonly connections: ConnectionDirectory;
  readonly reports: Reports;
  readonly lastReport: LastReport;
  readonly topic: Topic;
  readonly clock: Clock;
}
