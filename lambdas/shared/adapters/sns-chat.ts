import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { type About, chatNotice } from '../domain/chat-notice.ts';
import type { Message } from '../domain/message.ts';
import type { Topic } from '../ports/topic.ts';
import { sns } from './sns-client.ts';
import { namingTransients } from './transient.ts';

/** The mail may be sent already, and whoever notifies continues only after both. A machine's own states wait as long for a chat. */
const LONGEST_MS = 10_000;

/** A chat, by an SNS topic that AWS's chat integration reads. */
export class SnsChat implements Topic {
  readonly #client: SNSClient;
  readonly #topicArn: string;
  readonly #longestMs: number;

  constructor(topicArn: string, client: SNSClient = sns, longestMs = LONGEST_MS) {
    this.#client = client;
    this.#topicArn = topicArn;
    this.#longestMs = longestMs;
  }

  async publish(message: Message, about: About): Promise<void> {
    const text = JSON.stringify(chatNotice(message, about));
    const command = new PublishCommand({ TopicArn: this.#topicArn, Message: text });
    const abortSignal = AbortSignal.timeout(this.#longestMs);
    await namingTransients('SNS Publish to the chat', () => this.#client.send(command, { abortSignal }));
  }
}
