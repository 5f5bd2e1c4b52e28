import { dynamo } from '../../shared/adapters/dynamo-client.ts';
import { environmentValue } from '../../shared/runtime/environment.ts';
import { DynamoMastersStore } from '../adapters/dynamo-masters-store.ts';
import { ENV } from '../contract/environment.ts';
import type { MastersSettings } from '../contract/settings.ts';
import type { MastersStore } from '../ports/masters-store.ts';

/** What is kept of the deployed cluster's masters. */
export function mastersStoreOf({ name }: Pick<MastersSettings, 'name'>): MastersStore {
  return new DynamoMastersStore(dynamo, environmentValue(ENV.journalTable), name);
}
