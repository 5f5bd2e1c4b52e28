import {
  DescribeRuleCommand,
  type EventBridgeClient,
  ListRuleNamesByTargetCommand,
} from '@aws-sdk/client-eventbridge';
import type { EventRule, Rules } from '../ports/rules.ts';

/** Rules of the default bus. */
export class EventBridgeRules implements Rules {
  readonly #client: EventBridgeClient;

  constructor(client: EventBridgeClient) {
    this.#client = client;
  }

  async sendingTo(targetArn: string): Promise<readonly EventRule[]> {
    const names: string[] = [];
    let NextToken: string | undefined;
    do {
      const command = new ListRuleNamesByTargetCommand({ TargetArn: targetArn, NextToken });
      const page = await this.#client.send(command);
      names.push(...(page.RuleNames ?? []));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    return Promise.all(names.map((name) => this.#describe(name)));
  }

  async #describe(name: string): Promise<EventRule> {
    const { State, EventPattern = '' } = await this.#client.send(new DescribeRuleCommand({ Name: name }));
    return { name, isEnabled: State !== undefined && State !== 'DISABLED', pattern: EventPattern };
  }
}
