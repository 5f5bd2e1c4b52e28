/** How to ask the API servers of a cluster. */
export interface ApiAccess {
  /** PEM, the cluster's own CA. */
  readonly certificateAuthority: string;
  /** The name in every API server's certificate: `api.internal.<cluster>`. */
  readonly serverName: string;
  /** ARN of the secret whose text is the bearer token. */
  readonly tokenSecretArn: string;
}
