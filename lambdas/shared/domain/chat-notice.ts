/**
 * A notification in the form that AWS's chat integration reads. Source: "Custom notifications using Amazon Q Developer in chat
 * applications", event schema and parameter details.
 */
import { CHAT_LIMITS } from '../contract/chat-limits.ts';
import type { Message, Section } from './message.ts';

export interface ChatNotice {
  readonly version: '1.0';
  readonly source: 'custom';
  readonly content: {
    readonly textType: 'client-markdown';
    readonly title: string;
    readonly description: string;
    readonly nextSteps?: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: {
    /** The same for all of a run: one thread. */
    readonly threadId: string;
    readonly summary: string;
    readonly eventType: string;
    readonly relatedResources?: readonly string[];
    readonly additionalContext: Readonly<Record<string, string>>;
  };
}

/** What a notification is about. */
export interface About {
  /** The run, or the replacement. */
  readonly about: string;
  /** Which of its notifications: `watch-who`. */
  readonly kind: string;
}

const NEXT = /^What (to do|you can answer)/;
/** Without what would call somebody, or be formatted, where others have written it. */
const ARN = /\barn:aws[\w-]*:[a-z0-9-]+:[^\s'"`,;()<>&]+/g;
const WHOLE = 'the mail has all of it';

export function chatNotice(message: Message, { about, kind }: About): ChatNotice {
  const { subject, body, sections = [{ heading: '', lines: body.split('\n') }] } = message;
  const [sender = ''] = subject.split(':');
  const told = sections.filter(({ heading, lines }) => !NEXT.test(heading) && lines.length > 0);
  const steps = sections.flatMap(({ heading, lines }) => (NEXT.test(heading) ? lines.filter(isSeen) : []));
  const nextSteps = upTo(steps, CHAT_LIMITS.nextSteps, 'more').map((step) =>
    marked(step, CHAT_LIMITS.nextStep),
  );
  const resources = [...new Set(body.match(ARN) ?? [])]
    .filter((arn) => arn.length <= CHAT_LIMITS.relatedResource)
    .slice(0, CHAT_LIMITS.relatedResources);
  return {
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: marked(subject, CHAT_LIMITS.title),
      description: descriptionOf(told),
      ...(nextSteps.length > 0 && { nextSteps }),
      keywords: [...new Set([marked(sender, CHAT_LIMITS.keyword), 'kops-cutover'])],
    },
    metadata: {
      threadId: about.slice(-CHAT_LIMITS.threadId),
      summary: marked(subject, CHAT_LIMITS.summary),
      eventType: kind.slice(0, CHAT_LIMITS.eventType),
      ...(resources.length > 0 && { relatedResources: resources }),
      additionalContext: { sender: sender.slice(0, CHAT_LIMITS.keyword) },
    },
  };
}

/** Whole lines, as many as fit. */
function descriptionOf(sections: readonly Section[]): string {
  const lines = sections.flatMap(({ heading, lines: own }, i) => [
    ...(i > 0 ? [''] : []),
    ...(isSeen(heading) ? [strong(heading)] : []),
    ...own.filter(isSeen).map((line) => `• ${marked(line, CHAT_LIMITS.description / 4)}`),
  ]);
  const end = `… (cut: ${WHOLE})`;
  let kept = '';
  for (const line of lines) {
    if (kept.length + line.length + 1 + end.length > CHAT_LIMITS.description) return `${kept}${end}`;
    kept += `${line}\n`;
  }
  return kept.trimEnd() || 'See the title.';
}

function isSeen(line: string): boolean {
  return line.trim() !== '';
}

function strong(heading: string): string {
  const text = marked(heading, CHAT_LIMITS.description / 4);
  return text.startsWith('`') || text.endsWith('…') ? text : `*${text}*`;
}

function upTo(items: readonly string[], most: number, noun: string): readonly string[] {
  if (items.length <= most) return items;
  return [...items.slice(0, most - 1), `… and ${items.length - most + 1} ${noun}: ${WHOLE}`];
}

/** What both Slack and Teams read as formatting. They agree on no way to escape it, but on this: in code nothing is. */
const FORMATTING = /[*_~`[\]\\|]/;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const LINK = /^(?:[\w ]+: )?https:\/\/[^\s<>`]+$/;

/** A text of others in at most so many characters, shown as it is: nobody is called by it, and nothing is formatted. */
export function marked(text: string, most: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim().replaceAll('`', "'");
  const link = LINK.test(line) ? line.replaceAll(/[*_~[\]\\|]/g, percent) : line;
  const isCode = FORMATTING.test(link);
  const room = most - (isCode ? 2 : 0);
  const shown = escaped(link, room);
  return isCode ? `\`${shown}\`` : shown;
}

function percent(one: string): string {
  return `%${one.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** No entity and no pair of surrogates is cut in two; what is cut ends in `…`. */
function escaped(text: string, most: number): string {
  const parts = [...text].map((one) => ENTITIES[one] ?? one);
  if (parts.join('').length <= most) return parts.join('');
  let kept = '';
  for (const part of parts) {
    if (kept.length + part.length + 1 > most) break;
    kept += part;
  }
  return `${kept}…`;
}
