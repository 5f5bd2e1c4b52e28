import type { About } from '../domain/chat-notice.ts';
import type { Message } from '../domain/message.ts';
import type { Topic } from '../ports/topic.ts';

/**
 * People, by mail and by a chat: neither waits for the other. The mail is what counts: if it fails, whoever notifies tries again, and
 * the chat may get the same twice. A chat that fails alone is only reported, because a second try would send the mail twice.
 */
export class MailAndChat implements Topic {
  readonly #mail: Topic;
  readonly #chat: Topic;
  readonly #report: (failure: Error) => unknown;

  constructor(mail: Topic, chat: Topic, report: (failure: Error) => unknown) {
    this.#mail = mail;
    this.#chat = chat;
    this.#report = report;
  }

  async publish(message: Message, about: About): Promise<void> {
    const [mail, chat] = await Promise.allSettled([
      this.#mail.publish(message, about),
      this.#chat.publish(message, about),
    ]);
    if (chat.status === 'rejected') await this.#report(chat.reason);
    if (mail.status === 'rejected') throw mail.reason;
  }
}
