import type { Clock } from '../../../shared/ports/clock.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import type { BeforeImage, JournalRun } from '../../domain/journal-state.ts';
import type { Alarms } from '../../ports/alarms.ts';
import type { ExecutionHistory } from '../../ports/execution-history.ts';
import type { Journal } from '../../ports/journal.ts';
import type { NewestExecutions } from '../../ports/newest-executions.ts';
import type { Traffic } from '../../ports/traffic.ts';
import type { WatchedExecutions } from '../../ports/watched-executions.ts';

/** All of it only reads. */
export interface StatusPorts {
  readonly settings: MigrationSettings;
  /** Of the package that the function comes from. */
  readonly version: string;
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'loadWatched' | 'currentHold'>;
  readonly alarms: Pick<Alarms, 'describe'>;
  readonly traffic: Pick<Traffic, 'count'>;
  readonly executions: Pick<WatchedExecutions, 'look'>;
  readonly newest: NewestExecutions;
  readonly history: Pick<ExecutionHistory, 'latest'>;
  readonly beforeImageOf: (run: JournalRun) => Promise<ReadonlyMap<string, BeforeImage>>;
}
