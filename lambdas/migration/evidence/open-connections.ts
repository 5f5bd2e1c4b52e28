import type { MigrationSettings } from '../contract/settings.ts';
import { balancersIn, type OpenConnections, openConnections } from '../domain/connections.ts';
import type { LegacyPlace } from '../domain/legacy-places.ts';
import { readingOf } from '../domain/reading.ts';
import type { ConnectionDirectory } from '../ports/connection-directory.ts';

/** Never throws: what can't be read is unknown, and says why. @param places where legacy answers */
export async function readOpenConnections(
  { target }: Pick<MigrationSettings, 'target'>,
  places: readonly LegacyPlace[],
  directory: ConnectionDirectory,
): Promise<OpenConnections> {
  const listed = await readingOf(() => directory.settingsOf(balancersIn(target, places)));
  return openConnections(target, places, (dnsName) =>
    listed.known ? (listed.value.get(dnsName) ?? { known: true, value: undefined }) : listed,
  );
}
