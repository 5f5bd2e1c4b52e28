import type { About } from '../domain/chat-notice.ts';
import type { Message } from '../domain/message.ts';

export interface Topic {
  publish(message: Message, about: About): Promise<void>;
}
