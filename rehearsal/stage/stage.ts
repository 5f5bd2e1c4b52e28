import type { AwsClients } from './aws-clients.ts';
import type { Deployment } from './deploy.ts';
import type { OfflineAws } from './offline-aws.ts';

/** As the people of a scenario know it. */
export interface Stage {
  readonly aws: OfflineAws;
  /** As somebody has them who is signed in to the account. */
  readonly clients: AwsClients;
  readonly deployment: Deployment;
  close(): Promise<void>;
}
