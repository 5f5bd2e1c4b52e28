import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { type About, chatNotice } from '../domain/chat-notice.ts';
import type { Message } from '../domain/message.ts';
import type { Topic } from '../ports/topic.ts';
import { sns } from './sns-client.ts';
import { namingTransients } from './transient.ts';

/** A chat, by an SNS topic that AWS's chat integration reads. */
export class SnsChat implements Topic {
  readonly #client: SNSClient;
  readonly #topicArn: string;

  constructor(topicArn: string, client: SNSClient = sns) {
    this.#topicArn = topicArn;
    this.#client = client;
  }

  async publish(message: Message, about: About): Promise<void> {
    const text = JSON.stringify(chatNotice(message, about));
    const command = new PublishCommand({ TopicArn: this.#topicArn, Message: text });
    await namingTransients('SNS Publish to the chat', () => this.#client.send(command));
  }
}
