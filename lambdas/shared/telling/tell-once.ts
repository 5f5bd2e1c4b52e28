import type { Message } from '../domain/message.ts';
import type { Tellings } from '../ports/tellings.ts';
import type { Topic } from '../ports/topic.ts';

/** What is told, about which run, and by which execution. */
export interface Telling {
  readonly execution: string;
  readonly key: string;
  readonly teller: string;
}

/**
 * Tells people, once: whoever comes second, or comes again after the message was out, is silent. Only a process that is
 * killed between the message and the note of it tells twice, because never told would be worse.
 * @returns whether it was told now
 */
export async function tellOnce(
  { execution, key, teller }: Telling,
  message: Message,
  { journal, topic }: { readonly journal: Tellings; readonly topic: Topic },
): Promise<boolean> {
  if (!(await journal.beginTelling(execution, key, teller))) return false;
  await topic.publish(message);
  await journal.endTelling(execution, key, teller);
  return true;
}
