import { dynamo } from '../../shared/adapters/dynamo-client.ts';
import { environmentValue } from '../../shared/runtime/environment.ts';
import { DynamoMastersJournal } from '../adapters/dynamo-masters-journal.ts';
import { ENV } from '../contract/environment.ts';
import type { MastersSettings } from '../contract/settings.ts';
import type { MastersJournal } from '../ports/masters-journal.ts';

/** What is kept of the deployed cluster's masters. */
export function mastersJournalOf({ name }: Pick<MastersSettings, 'name'>): MastersJournal {
  return new DynamoMastersJournal(dynamo, environmentValue(ENV.journalTable), name);
}
