import { dynamo } from '../adapters/dynamo-client.ts';
import { DynamoMastersStore } from '../adapters/dynamo-masters-store.ts';
import { MASTERS_ENV } from '../contract/environment.ts';
import type { MastersSettings } from '../contract/masters/settings.ts';
import type { MastersStore } from '../ports/masters/masters-store.ts';
import { environmentValue } from './environment.ts';

/** What is kept of the deployed cluster's masters. */
export function mastersStoreOf({ name }: Pick<MastersSettings, 'name'>): MastersStore {
  return new DynamoMastersStore(dynamo, environmentValue(MASTERS_ENV.journalTable), name);
}
