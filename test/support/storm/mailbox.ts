/** What people are notified of, and whether anything is sent twice. */
import type { Message } from '../../../lambdas/shared/domain/message.ts';

/** What one process publishes. */
export interface Outgoing {
  readonly put: (message: Message) => void;
  /**
   * The process came to its end: what it sent must not be sent again. One that was interrupted, or that got no answer when it
   * sent or recorded it, may be followed by a second notice.
   */
  readonly close: () => void;
}

export class Mailbox {
  readonly #onMail: (message: Message) => void;
  /** How often, by processes that came to their end. */
  readonly #sent = new Map<string, number>();

  constructor(onMail: (message: Message) => void) {
    this.#onMail = onMail;
  }

  open(): Outgoing {
    const own: string[] = [];
    return {
      put: (message) => {
        own.push(aboutWhat(message));
        this.#onMail(message);
      },
      close: () => {
        for (const notice of own) this.#sent.set(notice, (this.#sent.get(notice) ?? 0) + 1);
      },
    };
  }

  /** By a machine itself, where its function could not: once in an execution, by its definition. */
  put(message: Message): void {
    this.#onMail(message);
  }

  repeated(): readonly string[] {
    return [...this.#sent]
      .filter(([, times]) => times > 1)
      .map(([notice, times]) => `sent ${times} times: ${notice}`);
  }
}

/** A page is of one attempt, and a roll's end of one execution, to which they link; that a master waits is sent once whatever the attempt. */
function aboutWhat({ subject, body }: Message): string {
  const [, execution = ''] = /-(?:ReplaceMaster|RollMasters):([\w-]+)/.exec(body) ?? [];
  return subject.endsWith(' waits in its hook') ? subject : `${subject} (${execution})`;
}
