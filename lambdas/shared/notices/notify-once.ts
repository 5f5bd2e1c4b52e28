import type { Message } from '../domain/message.ts';
import type { Notices } from '../ports/notices.ts';
import type { Topic } from '../ports/topic.ts';

/** What is told, about which run, and by which execution. */
export interface Notice {
  readonly execution: string;
  readonly key: string;
  readonly teller: string;
}

/**
 * Tells people, once: whoever comes second, or comes again after the message was out, is silent. Only a process that is
 * killed between the message and the note of it tells twice, because never told would be worse.
 * @returns whether it was told now
 */
export async function notifyOnce(
  { execution, key, teller }: Notice,
  message: Message,
  { journal, topic }: { readonly journal: Notices; readonly topic: Topic },
): Promise<boolean> {
  if (!(await journal.beginNotice(execution, key, teller))) return false;
  await topic.publish(message);
  await journal.endNotice(execution, key, teller);
  return true;
}
