import { dynamo } from '../../shared/adapters/dynamo-client.ts';
import { environmentValue } from '../../shared/runtime/environment.ts';
import { DynamoJournal } from '../adapters/dynamo-journal.ts';
import { ENV } from '../contract/environment.ts';
import type { MigrationSettings } from '../contract/settings.ts';
import type { Journal } from '../ports/journal.ts';

/** The journal of the deployed migration. */
export function journalOf({ migration }: Pick<MigrationSettings, 'migration'>): Journal {
  return new DynamoJournal(dynamo, environmentValue(ENV.journalTable), migration);
}
