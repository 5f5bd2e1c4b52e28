import type { ConnectionSettings } from '../domain/connections.ts';
import type { Reading } from '../domain/reading.ts';

/** What ends connections at load balancers, in the account and Region of the function. */
export interface ConnectionDirectory {
  /** By DNS names in lower case; without those that the account doesn't have. Throws when they can't be listed. */
  settingsOf(dnsNames: readonly string[]): Promise<ReadonlyMap<string, Reading<ConnectionSettings>>>;
}
