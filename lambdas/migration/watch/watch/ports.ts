import type { Clock } from '../../../shared/ports/clock.ts';
import type { Topic } from '../../../shared/ports/topic.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import type { BeforeImage, JournalRun } from '../../domain/journal-state.ts';
import type { Alarms } from '../../ports/alarms.ts';
import type { Journal } from '../../ports/journal.ts';
import type { OwedLatch } from '../../ports/owed-latch.ts';
import type { ShownPorts } from '../../ports/run-shown.ts';
import type { Schedules } from '../../ports/schedules.ts';
import type { Tasks } from '../../ports/tasks.ts';
import type { WatchedExecutions } from '../../ports/watched-executions.ts';
import type { WriteTrails } from '../../ports/write-trails.ts';
import type { Zone } from '../../ports/zone.ts';

/** Who notifies: each call continues what an earlier one began. */
export const TELLER = 'watch';

export interface WatchPorts {
  readonly settings: MigrationSettings;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly alarms: Pick<Alarms, 'describe'>;
  readonly executions: WatchedExecutions;
  readonly schedules: Pick<Schedules, 'remove'>;
  readonly tasks: Tasks;
  readonly topic: Topic;
  /** Undefined without a rollback by the data plane. */
  readonly latch?: OwedLatch | undefined;
  /** Undefined unless Watch looks for who has changed a zone. */
  readonly trails?: WriteTrails | undefined;
  /** Undefined without a dashboard. */
  readonly shown?: ShownPorts | undefined;
  /** ARNs of the roles by which this migration's functions change records; none unless Watch looks for who has. */
  readonly recordRoles: readonly string[];
  /** When each zone was last seen as it should be, epoch milliseconds by zone id; Watch adds to it. */
  readonly goodLooks?: Map<string, number>;
  /** ARN of the machine Decide. */
  readonly decideArn: string;
  /** ARN of the machine RollBack. */
  readonly rollBackArn: string;
  /** Only to read. @param waits the run waits, so nobody of this software writes */
  readonly zoneOf: (zoneId: string, waits: boolean) => Pick<Zone, 'read' | 'readAll'>;
  /** What legacy was before the run, by zone id. It stays the same for as long as the run lasts. */
  readonly beforeImageOf: (run: JournalRun) => Promise<ReadonlyMap<string, BeforeImage>>;
}
