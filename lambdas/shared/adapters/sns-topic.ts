import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Message } from '../domain/message.ts';
import type { Topic } from '../ports/topic.ts';
import { sns } from './sns-client.ts';
import { namingTransients } from './transient.ts';

/** People, by an SNS topic. */
export class SnsTopic implements Topic {
  readonly #client: SNSClient;
  readonly #topicArn: string;

  constructor(topicArn: string, client: SNSClient = sns) {
    this.#topicArn = topicArn;
    this.#client = client;
  }

  async publish({ subject, body }: Message): Promise<void> {
    const command = new PublishCommand({ TopicArn: this.#topicArn, Subject: subject, Message: body });
    await namingTransients('SNS Publish', () => this.#client.send(command));
  }
}
