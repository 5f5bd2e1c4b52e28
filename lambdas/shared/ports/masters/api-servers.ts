/** The masters' own API servers. */
export interface ApiServers {
  /**
   * `GET https://<address>:443/readyz?verbose`, TLS by the cluster's CA, with the bearer token. Never throws for what
   * a server does or doesn't do; throws `TransientFailure` or `CredentialsUnreadable` when the token can't be had.
   */
  readyz(address: string): Promise<ReadyzAnswer>;
}

export type ReadyzAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly body: string }
  /** Its certificate is not the cluster's. */
  | { readonly kind: 'wrong-certificate'; readonly reason: string }
  /** Refused, late, too large, not HTTP. */
  | { readonly kind: 'no-answer'; readonly reason: string };
