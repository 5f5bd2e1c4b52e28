import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type AppCommand, type SynthesisedStack, synthesise } from '../app/synthesise.ts';
import { type Deployment, type DeployOptions, deploy } from './deploy.ts';
import type { OfflineAws } from './offline-aws.ts';

/** Which app's stack is there. */
export class DeployedApp {
  readonly #aws: OfflineAws;
  readonly #options: Omit<DeployOptions, 'endpoint' | 'clockEnvironment'>;
  #isUsual = true;

  constructor(aws: OfflineAws, options: Omit<DeployOptions, 'endpoint' | 'clockEnvironment'>) {
    this.#aws = aws;
    this.#options = options;
  }

  async deploy(stack = this.#options.stack): Promise<Deployment> {
    const { emulator } = this.#aws;
    // Once there is a timetable, time would jump to its next moment again and again: between the CDK's signature under a
    // request and the look at it, too, which then comes too late.
    const { clock } = emulator;
    await clock.hold();
    try {
      const deployment = await deploy({
        ...this.#options,
        stack,
        // Not through the gateway: it judges what functions do, not what the CDK's roles may.
        endpoint: emulator.url,
        clockEnvironment: emulator.clockEnvironment,
      });
      this.#isUsual = stack === this.#options.stack;
      return deployment;
    } finally {
      await clock.release();
    }
  }

  /** Deploys the stack of the same name of another app in its place, and returns it. */
  async deployOther(app: AppCommand): Promise<SynthesisedStack> {
    const { stack, folder, log, signal } = this.#options;
    const assembly = mkdtempSync(join(folder, 'assembly-'));
    const stacks = await synthesise({ ...app, folder: assembly, log, signal });
    const other = stacks.find(({ name }) => name === stack.name);
    if (!other) throw new Error(`\`${app.app}\` has no stack ${stack.name}.`);
    await this.deploy(other);
    return other;
  }

  /** Deploys the usual one where another one is there. */
  async restore(): Promise<void> {
    if (!this.#isUsual) await this.deploy();
  }
}
