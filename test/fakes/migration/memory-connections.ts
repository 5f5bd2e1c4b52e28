import type { ConnectionSettings } from '../../../lambdas/migration/domain/connections.ts';
import type { Reading } from '../../../lambdas/migration/domain/reading.ts';
import type { ConnectionDirectory } from '../../../lambdas/migration/ports/connection-directory.ts';

/** What each load balancer closes, by its DNS name; or why they can't be listed. */
export class MemoryConnections implements ConnectionDirectory {
  readonly known: Map<string, ConnectionSettings>;
  broken: Error | undefined;

  constructor(known: Iterable<readonly [string, ConnectionSettings]> = []) {
    this.known = new Map(known);
  }

  async settingsOf(dnsNames: readonly string[]): Promise<ReadonlyMap<string, Reading<ConnectionSettings>>> {
    if (this.broken) throw this.broken;
    return new Map(
      dnsNames.flatMap((dnsName) => {
        const value = this.known.get(dnsName);
        return value ? [[dnsName, { known: true, value }] as const] : [];
      }),
    );
  }
}
