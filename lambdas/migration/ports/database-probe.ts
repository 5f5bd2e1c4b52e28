import type { Reach } from '../contract/database-probes.ts';
import type { DatabaseEndpoint } from '../contract/payloads.ts';
import type { RoundTrips } from '../domain/databases/latency.ts';

/** The way to a database, walked as a client walks it, but for the password. Never throws for what it meets. */
export interface DatabaseProbe {
  reach(endpoint: DatabaseEndpoint): Promise<Reach>;
  /** As many as the endpoint wants; fewer when many in a row are lost, or the time is over. */
  roundTrips(endpoint: DatabaseEndpoint, withinMs: number): Promise<RoundTrips>;
}
