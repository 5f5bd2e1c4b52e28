/** The SDK's clients of the offline account. */
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { RDSClient } from '@aws-sdk/client-rds';
import { Route53Client } from '@aws-sdk/client-route-53';
import { WAFV2Client } from '@aws-sdk/client-wafv2';
import type { Route53Access } from '../../lambdas/migration/adapters/route53-access.ts';
import type { MigrationSettings } from '../../lambdas/migration/contract/settings.ts';

export interface Offline {
  /** Of the account that the snapshot shows. */
  readonly url: string;
  readonly accessKey: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

export type Clients = ReturnType<typeof clientsOf>;

/** What isn't in the snapshot isn't there the second time either. */
const MOST_ATTEMPTS = 1;

export function clientsOf({ region }: Pick<MigrationSettings, 'region'>, { url, accessKey }: Offline) {
  const credentials = { accessKeyId: accessKey, secretAccessKey: accessKey };
  const config = { endpoint: url, region, credentials, maxAttempts: MOST_ATTEMPTS };
  return {
    route53: new Route53Client(config),
    cloudWatch: new CloudWatchClient(config),
    elbv2: new ElasticLoadBalancingV2Client(config),
    classicElb: new ElasticLoadBalancingClient(config),
    autoScaling: new AutoScalingClient(config),
    ec2: new EC2Client(config),
    rds: new RDSClient(config),
    waf: new WAFV2Client(config),
  };
}

/** Nobody throttles here. */
export function accessBy({ route53 }: Pick<Clients, 'route53'>): Route53Access {
  return { client: route53, turns: { take: (call) => call() } };
}
