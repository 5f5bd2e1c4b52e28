import type { ApiAnswer } from '../../shared/domain/api-answer.ts';

/** The masters' own API servers. */
export interface ApiServers {
  /**
   * `GET https://<address>:443/readyz?verbose`, TLS by the cluster's CA, with the bearer token. Never throws for what
   * a server does or doesn't do; throws `TransientFailure` or `CredentialsUnreadable` when the token can't be had.
   */
  readyz(address: string): Promise<ApiAnswer>;
}

/** What they say of versions. Each asks as `readyz` does, and throws as that does. */
export interface ApiVersions {
  /** `GET /version`. */
  version(address: string): Promise<ApiAnswer>;
  /**
   * `GET /api/v1/nodes` as a table, a page of it.
   * @param after where the page before said that the list continues; '' for the first
   */
  nodes(address: string, after: string): Promise<ApiAnswer>;
}
