import { ConfirmSubscriptionCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import type { AwsClients } from './aws-clients.ts';
import type { SnsEnvelope } from './world-server.ts';

/** A notification as people got it. */
export interface Mail {
  /** Rehearsal time, epoch milliseconds. */
  readonly at: number;
  readonly subject: string;
  readonly body: string;
}

/** What the product's topic sends to people: an HTTP subscription, confirmed as a person confirms an e-mail one. */
export class Mailbox {
  readonly #now: () => number;
  readonly #url: () => string;
  readonly #confirmed = Promise.withResolvers<void>();
  #clients: AwsClients | undefined;
  #mails: Mail[] = [];

  /** `url`: where the mailbox is served. */
  constructor(now: () => number, url: () => string) {
    this.#now = now;
    this.#url = url;
  }

  /** Oldest first. */
  get mails(): readonly Mail[] {
    return this.#mails;
  }

  /** Subscribes to `topicArn`; resolves when the subscription is confirmed. */
  async subscribe(clients: AwsClients, topicArn: string): Promise<void> {
    this.#clients = clients;
    await clients.sns.send(
      new SubscribeCommand({ TopicArn: topicArn, Protocol: 'http', Endpoint: this.#url() }),
    );
    await this.#confirmed.promise;
  }

  /** Takes what SNS posts. */
  async receive({ Type, TopicArn, Token, Subject = '', Message = '' }: SnsEnvelope): Promise<void> {
    if (Type === 'SubscriptionConfirmation') {
      await this.#clients?.sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
      this.#confirmed.resolve();
    } else if (Type === 'Notification') {
      this.#mails.push({ at: this.#now(), subject: Subject, body: Message });
    } else {
      throw new Error(`SNS posted a ${Type}, which is none of its messages`);
    }
  }

  empty(): void {
    this.#mails = [];
  }
}
