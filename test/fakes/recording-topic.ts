import type { Message } from '../../lambdas/shared/domain/message.ts';
import type { Topic } from '../../lambdas/shared/ports/topic.ts';

/** A topic that keeps what was published, refuses what SNS refuses, and fails on request. */
export class RecordingTopic implements Topic {
  readonly published: Message[] = [];
  /** Thrown by the next publish in place of publishing. */
  failure: Error | undefined;

  async publish(message: Message): Promise<void> {
    const { failure } = this;
    this.failure = undefined;
    if (failure) throw failure;
    if (!/^[\x21-\x7e][\x20-\x7e]{0,99}$/.test(message.subject)) throw new Error('InvalidParameter: Subject');
    if (message.body === '') throw new Error('InvalidParameter: Empty message');
    if (Buffer.byteLength(message.body) > 262_144) throw new Error('InvalidParameter: Message too long');
    this.published.push({ subject: message.subject, body: message.body });
  }
}
