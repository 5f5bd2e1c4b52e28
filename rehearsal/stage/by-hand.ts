/** Does by hand what a patch says, to what is deployed; and undoes it before the next scene. */
import { isDeepStrictEqual } from 'node:util';
import {
  DeleteRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  PutRuleCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { LambdaClient, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import {
  DeleteHealthCheckCommand,
  GetHealthCheckCommand,
  UpdateHealthCheckCommand,
  type UpdateHealthCheckCommandInput,
} from '@aws-sdk/client-route-53';
import { SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import type { Home } from '../estate/home.ts';
import type { HandWork } from '../snapshot/by-hand.ts';
import { SnapshotRefused } from '../snapshot/problem.ts';
import { type AwsClients, ROOT_KEY } from './aws-clients.ts';
import type { Deployment } from './deploy.ts';
import type { OfflineAws } from './offline-aws.ts';

interface Around {
  readonly aws: OfflineAws;
  readonly clients: AwsClients;
  readonly home: Home;
  readonly deployment: Deployment;
}

export class ByHand {
  readonly #around: Around;

  constructor(around: Around) {
    this.#around = around;
  }

  /** @throws SnapshotRefused for a resource that the stack doesn't have, and with AWS's words where it refuses */
  async does(works: readonly HandWork[]): Promise<void> {
    if (works.length === 0) return;
    await this.#around.aws.emulator.beginByHand();
    for (const [i, work] of works.entries()) {
      try {
        await this.#do(this.#named(work));
      } catch (error) {
        const words = `aws ${work.aws}: ${(error as Error).message}`;
        throw new SnapshotRefused('What is done by hand', [{ file: 'byHand', at: `/${i}`, words }]);
      }
    }
  }

  async undo(): Promise<void> {
    await this.#around.aws.emulator.undoByHand();
  }

  async #do({ aws, input }: HandWork): Promise<unknown> {
    const { eventBridge, route53, sns } = this.#around.clients;
    switch (aws) {
      case 'events disable-rule':
        return eventBridge.send(new DisableRuleCommand(input));
      case 'events enable-rule':
        return eventBridge.send(new EnableRuleCommand(input));
      case 'events delete-rule':
        return eventBridge.send(new DeleteRuleCommand(input));
      case 'events put-rule':
        return eventBridge.send(new PutRuleCommand(input));
      case 'events remove-targets':
        return eventBridge.send(new RemoveTargetsCommand(input));
      case 'sns subscribe':
        return sns.send(new SubscribeCommand(input));
      case 'sns unsubscribe':
        return sns.send(new UnsubscribeCommand(input));
      case 'lambda put-function-concurrency':
        return this.#reserve(new PutFunctionConcurrencyCommand(input));
      case 'route53 update-health-check':
        return this.#changeCheck(input);
      case 'route53 delete-health-check':
        return route53.send(new DeleteHealthCheckCommand(input));
    }
  }

  async #changeCheck(input: UpdateHealthCheckCommandInput): Promise<void> {
    const { route53 } = this.#around.clients;
    const { HealthCheckId } = input;
    const before = await route53.send(new GetHealthCheckCommand({ HealthCheckId }));
    const after = await route53.send(new UpdateHealthCheckCommand(input));
    if (isDeepStrictEqual(before.HealthCheck?.HealthCheckConfig, after.HealthCheck?.HealthCheckConfig))
      throw new Error(`it changes nothing: ${HealthCheckId} has these settings already`);
  }

  async #reserve(command: PutFunctionConcurrencyCommand): Promise<unknown> {
    const { aws, home } = this.#around;
    const credentials = { accessKeyId: ROOT_KEY, secretAccessKey: ROOT_KEY };
    const client = new LambdaClient({ endpoint: aws.gateway.url, region: home.region, credentials });
    try {
      return await client.send(command);
    } finally {
      client.destroy();
    }
  }

  /** With the names and ARNs of what is deployed. */
  #named<W extends HandWork>(work: W): W {
    const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, begins: string) => this.#resource(begins));
    return JSON.parse(JSON.stringify(work), (_, value) => (typeof value === 'string' ? fill(value) : value));
  }

  #resource(begins: string): string {
    const { logicalIds, stackName } = this.#around.deployment;
    const found = [...logicalIds].filter(([id]) => id.startsWith(begins));
    const [only, ...others] = found;
    if (only && others.length === 0) return only[1];
    const which = found.length === 0 ? 'no resource' : found.map(([id]) => id).join(', ');
    throw new Error(`${stackName} has ${which} whose logical id begins with ${begins}; expected one`);
  }
}
