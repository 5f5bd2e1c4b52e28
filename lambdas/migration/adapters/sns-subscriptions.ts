import {
  ListSubscriptionsByTopicCommand,
  type SNSClient,
  type Subscription as SnsSubscription,
} from '@aws-sdk/client-sns';
import type { ListedSubscriptions, Subscription, Subscriptions } from '../ports/subscriptions.ts';

/** SNS gives 100 a page. A topic may have millions of them; whom a migration notifies are few. */
const MOST_PAGES = 10;

/** In place of an ARN. Source: ListSubscriptionsByTopic in SNS's API reference, and what SNS's console shows. */
const STATES: Readonly<Record<string, Subscription['state']>> = {
  PendingConfirmation: 'pending',
  Deleted: 'deleted',
};

export class SnsSubscriptions implements Subscriptions {
  readonly #client: SNSClient;
  readonly #topicArn: string;

  constructor(topicArn: string, client: SNSClient) {
    this.#topicArn = topicArn;
    this.#client = client;
  }

  async list(): Promise<ListedSubscriptions> {
    const subscriptions: Subscription[] = [];
    let NextToken: string | undefined;
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const command = new ListSubscriptionsByTopicCommand({ TopicArn: this.#topicArn, NextToken });
      const page = await this.#client.send(command);
      subscriptions.push(...(page.Subscriptions ?? []).map(subscriptionOf));
      ({ NextToken } = page);
      if (NextToken === undefined) return { subscriptions, isCut: false };
    }
    return { subscriptions, isCut: true };
  }
}

/** Only an ARN shows that it is confirmed. */
function subscriptionOf({
  SubscriptionArn = '',
  Protocol = '',
  Endpoint = '',
}: SnsSubscription): Subscription {
  const state = STATES[SubscriptionArn] ?? (SubscriptionArn.startsWith('arn:') ? 'confirmed' : 'pending');
  return { protocol: Protocol, endpoint: Endpoint, state };
}
