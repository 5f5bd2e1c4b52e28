import { chatMessage, chatProblems } from '../chat/chat-schema.ts';
import type { AccountEvidence, Check } from './check.ts';

/** Whoever reads only the chat learns the same, of each run in one thread. */
export const chatToldToo: Check<AccountEvidence> = {
  claim:
    'Each mail was in the chat, too, in the form that AWS’s chat integration reads, in the thread of its run',
  contradictions: ({ situation: { mails, chat, executions } }) => {
    if (mails.length === 0) return ['no mail was sent'];
    const left = [...chat];
    const missing = mails.flatMap(({ subject, body }) => {
      const at = left.findIndex((message) => message === body || titleOf(message) === subject);
      if (at < 0) return [`"${subject}" was not in the chat`];
      left.splice(at, 1);
      return [];
    });
    const runs = new Set(executions.map(({ name }) => name));
    return [
      ...missing,
      ...left.map((message) => `only the chat has: ${message.slice(0, 200)}`),
      ...chat.flatMap(chatProblems),
      ...chat.flatMap((message) => {
        const threadId = chatMessage(message)?.threadId;
        return threadId === undefined || runs.has(threadId)
          ? []
          : [`${threadId} is the thread of no execution`];
      }),
    ];
  },
};

/** As its mail's subject has it. */
function titleOf(message: string): string | undefined {
  return chatMessage(message)
    ?.title.replace(/^`(.*)`$/, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
