import type { Home } from '../estate/home.ts';
import type { AwsClients } from './aws-clients.ts';
import type { Deployment } from './deploy.ts';
import type { OfflineAws } from './offline-aws.ts';

/** As the people of a scenario know it. */
export interface Stage {
  readonly aws: OfflineAws;
  /** As somebody has them who is signed in to the account. */
  readonly clients: AwsClients;
  readonly home: Home;
  readonly deployment: Deployment;
  /**
   * Deploys the stack of another app in place of the one that is there; the next scene begins with the usual one again.
   * @param name of the app, in its world
   */
  deploys(name: string): Promise<void>;
  close(): Promise<void>;
}
