import { REGION } from '../shop/account.ts';
import { type Deployment, type DeployOptions, deploy } from './deploy.ts';
import type { OfflineAws } from './offline-aws.ts';

/** Which app's stack is there. */
export class DeployedApp {
  readonly #aws: OfflineAws;
  readonly #options: DeployOptions;
  #app: string | undefined;

  constructor(
    aws: OfflineAws,
    options: Pick<DeployOptions, 'stackName' | 'folder' | 'clients' | 'log' | 'signal'>,
  ) {
    const { emulator } = aws;
    this.#aws = aws;
    this.#options = {
      // Not through the gateway: it judges what functions do, not what the CDK's roles may.
      endpoint: emulator.url,
      clockEnvironment: emulator.clockEnvironment,
      region: REGION,
      ...options,
    };
  }

  /** @param app undefined: the usual one */
  async deploy(app?: string): Promise<Deployment> {
    // Once there is a timetable, time would jump to its next moment again and again: between the CDK's signature under a
    // request and the look at it, too, which then comes too late.
    const { clock } = this.#aws.emulator;
    await clock.hold();
    try {
      const deployment = await deploy({ ...this.#options, ...(app !== undefined && { app }) });
      this.#app = app;
      return deployment;
    } finally {
      await clock.release();
    }
  }

  /** Deploys the usual one where another one is there. */
  async restore(): Promise<void> {
    if (this.#app !== undefined) await this.deploy();
  }
}
