import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';

/** How to ask a cluster's API servers. */
export interface ApiConfig {
  /**
   * The certificate of the cluster's certificate authority, PEM: the one that `kops get keypairs kubernetes-ca` shows and
   * that the ServiceAccount's secret contains as `ca.crt`. Several in a row while it is being rotated. May be a token.
   */
  readonly certificateAuthority: string;
  /**
   * The secret in Secrets Manager that contains the bearer token of a ServiceAccount: its ARN, with or without the
   * random end, or a CDK secret; in the stack's region. May be a token.
   */
  readonly tokenSecret: string | ISecret;
  /**
   * The KMS key that encrypts the secret: ARN (may be a token) or CDK key.
   * @default the key that AWS manages for Secrets Manager
   */
  readonly tokenSecretKey?: string | IKey;
  /**
   * A name that is in every API server's certificate.
   * @default `api.internal.<cluster>`, where kops puts it
   */
  readonly serverName?: string;
}
