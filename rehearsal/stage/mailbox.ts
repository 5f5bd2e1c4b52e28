import type { SnsEnvelope } from './world-server.ts';

/** A notification as people got it. */
export interface Mail {
  /** Rehearsal time, epoch milliseconds. */
  readonly at: number;
  readonly subject: string;
  readonly body: string;
}

/** What the product's topic sends to people who have confirmed an e-mail subscription. */
export class Mailbox {
  readonly #now: () => number;
  readonly #chats = new Set<string>();
  #mails: Mail[] = [];
  #chat: string[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Oldest first. */
  get mails(): readonly Mail[] {
    return this.#mails;
  }

  /** What was published for a chat, oldest first. */
  get chat(): readonly string[] {
    return this.#chat;
  }

  /** From now on, what comes of this topic is for a chat. */
  takeAsChat(topicArn: string): void {
    this.#chats.add(topicArn);
  }

  /** Takes what SNS sends. */
  receive({ Type, TopicArn = '', Subject = '', Message = '' }: SnsEnvelope): void {
    if (Type !== 'Notification') throw new Error(`SNS sent a ${Type}, which is no notification`);
    if (this.#chats.has(TopicArn)) this.#chat.push(Message);
    else this.#mails.push({ at: this.#now(), subject: Subject, body: Message });
  }

  empty(): void {
    this.#mails = [];
    this.#chat = [];
  }
}
