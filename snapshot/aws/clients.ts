import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { RDSClient } from '@aws-sdk/client-rds';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { WAFV2Client } from '@aws-sdk/client-wafv2';
import { answerTimes } from '../../lambdas/shared/adapters/answer-times.ts';

/** By the names that the AWS CLI has for the services. */
const MAKERS = {
  autoscaling: AutoScalingClient,
  cloudformation: CloudFormationClient,
  cloudwatch: CloudWatchClient,
  ec2: EC2Client,
  elb: ElasticLoadBalancingClient,
  elbv2: ElasticLoadBalancingV2Client,
  iam: IAMClient,
  kms: KMSClient,
  lambda: LambdaClient,
  rds: RDSClient,
  route53: Route53Client,
  s3: S3Client,
  secretsmanager: SecretsManagerClient,
  ssm: SSMClient,
  sts: STSClient,
  wafv2: WAFV2Client,
} as const;

export type Service = keyof typeof MAKERS;
export type Clients = { readonly [S in Service]: InstanceType<(typeof MAKERS)[S]> };

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** With whose credentials AWS is asked: those that the AWS CLI would take, unless something is named. */
export interface Identity {
  readonly profile?: string;
  readonly credentials?: Credentials | (() => Promise<Credentials>);
  /** ARN of the role that is assumed, if one is. */
  readonly role?: string;
}

/** AWS throttles accounts, not callers: somebody else may take most of it. */
const ATTEMPTS = 10;
/** Of one answer; a page of metrics takes long. */
const LONGEST_MS = 60_000;

export interface Asking {
  /** Waits for the turn of a request. */
  readonly pace: (service: Service) => Promise<void>;
  /** Ends what is being waited for. */
  readonly signal: AbortSignal;
}

/** Each client is made when it is first used. */
export class AwsClients {
  readonly #made = new Map<Service, Clients[Service]>();
  readonly #options: object;
  readonly #asking: Asking;

  /** @param options more than that of the clients, for tests */
  constructor(region: string, { profile, credentials }: Identity, asking: Asking, options: object = {}) {
    this.#asking = asking;
    this.#options = {
      region,
      maxAttempts: ATTEMPTS,
      requestHandler: answerTimes(LONGEST_MS),
      ...options,
      ...(profile !== undefined && { profile }),
      ...(credentials && { credentials }),
    };
  }

  of<S extends Service>(service: S): Clients[S] {
    const client = this.#made.get(service) ?? this.#make(service);
    this.#made.set(service, client);
    return client as Clients[S];
  }

  #make(service: Service): Clients[Service] {
    // A bucket's name may have dots, of which no certificate knows.
    const more = service === 's3' ? { forcePathStyle: true, followRegionRedirects: true } : {};
    const client = new MAKERS[service]({ ...this.#options, ...more });
    const { pace, signal } = this.#asking;
    // Each attempt is a request, also of those that the SDK makes again.
    (client as Route53Client).middlewareStack.add(
      (next) => async (args) => {
        await pace(service);
        return await unlessAborted(signal, () => next(args));
      },
      { step: 'finalizeRequest', name: 'pace' },
    );
    return client;
  }

  close(): void {
    for (const client of this.#made.values()) client.destroy();
  }
}

async function unlessAborted<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort);
  try {
    return await Promise.race([ask(), aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
