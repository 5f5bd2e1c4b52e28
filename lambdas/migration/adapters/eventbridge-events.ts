import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { namingTransients } from '../../shared/adapters/transient.ts';
import type { Event } from '../domain/event.ts';
import type { Events } from '../ports/events.ts';

const SOURCE = 'kops-cutover';

/** The account's default bus. */
export class EventBridgeEvents implements Events {
  readonly #client: EventBridgeClient;

  constructor(client: EventBridgeClient) {
    this.#client = client;
  }

  async send({ detailType, resources, detail }: Event): Promise<void> {
    const entry = {
      Source: SOURCE,
      DetailType: detailType,
      Resources: [...resources],
      Detail: JSON.stringify(detail),
    };
    const command = new PutEventsCommand({ Entries: [entry] });
    const { Entries = [] } = await namingTransients('EventBridge PutEvents', () =>
      this.#client.send(command),
    );
    // It answers 200 for an event that it refuses.
    const refused = Entries.find(({ ErrorCode }) => ErrorCode !== undefined);
    if (refused)
      throw Object.assign(new Error(refused.ErrorMessage ?? 'no reason given'), { name: refused.ErrorCode });
  }
}
