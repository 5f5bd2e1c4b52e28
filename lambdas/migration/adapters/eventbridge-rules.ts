import {
  DescribeRuleCommand,
  type EventBridgeClient,
  ListRuleNamesByTargetCommand,
} from '@aws-sdk/client-eventbridge';
import type { EventRule, Rules } from '../ports/rules.ts';

/** Rules of these event buses. */
export class EventBridgeRules implements Rules {
  readonly #client: EventBridgeClient;

  readonly #buses: readonly string[];

  /** @param buses names of event buses beside the default one */
  constructor(client: EventBridgeClient, buses: readonly string[] = []) {
    this.#client = client;
    this.#buses = ['default', ...new Set(buses.filter((bus) => bus !== 'default'))];
  }

  async sendingTo(targetArn: string): Promise<readonly EventRule[]> {
    const found = await Promise.all(this.#buses.map((bus) => this.#on(bus, targetArn)));
    return found.flat();
  }

  async #on(EventBusName: string, TargetArn: string): Promise<readonly EventRule[]> {
    const names: string[] = [];
    let NextToken: string | undefined;
    do {
      const command = new ListRuleNamesByTargetCommand({ TargetArn, EventBusName, NextToken });
      const page = await this.#client.send(command);
      names.push(...(page.RuleNames ?? []));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    return Promise.all(names.map((name) => this.#describe(name, EventBusName)));
  }

  async #describe(name: string, bus: string): Promise<EventRule> {
    const command = new DescribeRuleCommand({ Name: name, EventBusName: bus });
    const { State, EventPattern = '' } = await this.#client.send(command);
    return {
      name,
      ...(bus !== 'default' && { bus }),
      isEnabled: State !== undefined && State !== 'DISABLED',
      pattern: EventPattern,
    };
  }
}
