import type { Message } from '../domain/message.ts';

export interface Topic {
  publish(message: Message): Promise<void>;
}
