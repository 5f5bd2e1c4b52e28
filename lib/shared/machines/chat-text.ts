/** What a machine publishes for the chat without a function, in the form of `lambdas/shared/domain/chat-notice.ts`. */
import { CHAT_LIMITS } from '../../../lambdas/shared/contract/chat-limits.ts';
import type { Expression } from './expression.ts';
import { quoted } from './expression.ts';

interface ChatText {
  /** The state's, which is the kind of the notice. */
  readonly name: string;
  /** The subject itself, or an expression as a definition has it. */
  readonly subject: string;
  /** JSONata expressions, each one line; one without a value is left out. */
  readonly lines: readonly (string | Expression<string>)[];
}

const LINE = 350;
const TOO_LONG = 'This message is too long for the chat: the mail has all of it.';

/** The expression of the message's text: JSON. A line with what Slack or Teams would format is shown as code. */
export function chatText({ name, subject, lines }: ChatText): string {
  const title = subject.startsWith('{%') ? subject.slice(2, -2).trim() : quoted(subject);
  const shown = lines.map((line) => `'• ' & ${marked(`(${line})`, LINE)}`);
  const texts = `[${lines.map((line, i) => `$exists((${line})) ? ${shown[i]}`).join(', ')}]`;
  const whole = `($told := $join(${texts}, '\\n'); $length($told) > ${CHAT_LIMITS.description} ? '${TOO_LONG}' : $told)`;
  return `$string(${object({
    version: "'1.0'",
    source: "'custom'",
    content: object({
      textType: "'client-markdown'",
      title: marked(`(${title})`, CHAT_LIMITS.title - 50),
      description: whole,
      keywords: `['kops-cutover']`,
    }),
    metadata: object({
      threadId: `$substring($states.context.Execution.Name, 0, ${CHAT_LIMITS.threadId})`,
      summary: marked(`(${title})`, CHAT_LIMITS.summary - 50),
      eventType: quoted(name),
      relatedResources: '[$states.context.Execution.Id]',
      additionalContext: object({ sender: '$states.context.StateMachine.Name' }),
    }),
  })})`;
}

function object(fields: Readonly<Record<string, string>>): string {
  return `{${Object.entries(fields)
    .map(([key, value]) => `'${key}': ${value}`)
    .join(', ')}}`;
}

/** As `marked` of a function's. In the regular expressions `\x5b`, `\x5d` and `\x5c` are brackets and a backslash: JSONata counts them. */
function marked(text: string, most: number): string {
  const one = `$replace($replace($substring(${text}, 0, ${most}), ${String.raw`/\s+/`}, ' '), '\`', "'")`;
  const safe = `$replace($replace($replace($one, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')`;
  return `($one := ${one}; $safe := ${safe}; $contains($one, ${String.raw`/[*_~|\x5b\x5d\x5c]/`}) ? '\`' & $safe & '\`' : $safe)`;
}
