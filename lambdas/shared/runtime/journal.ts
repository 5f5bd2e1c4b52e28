import { dynamo } from '../adapters/dynamo-client.ts';
import { DynamoJournal } from '../adapters/dynamo-journal.ts';
import { ENV } from '../contract/environment.ts';
import type { MigrationSettings } from '../contract/settings.ts';
import type { Journal } from '../ports/journal.ts';
import { environmentValue } from './environment.ts';

/** The journal of the deployed migration. */
export function journalOf({ migration }: Pick<MigrationSettings, 'migration'>): Journal {
  return new DynamoJournal(dynamo, environmentValue(ENV.journalTable), migration);
}
