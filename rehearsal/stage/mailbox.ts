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
  #mails: Mail[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Oldest first. */
  get mails(): readonly Mail[] {
    return this.#mails;
  }

  /** Takes what SNS sends. */
  receive({ Type, Subject = '', Message = '' }: SnsEnvelope): void {
    if (Type !== 'Notification') throw new Error(`SNS sent a ${Type}, which is no notification`);
    this.#mails.push({ at: this.#now(), subject: Subject, body: Message });
  }

  empty(): void {
    this.#mails = [];
  }
}
