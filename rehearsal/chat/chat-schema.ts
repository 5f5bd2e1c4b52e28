/** What AWS's chat integration takes: SPEC.md. */
import * as z from 'zod/mini';

const text = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));

/** 1–3 */
const notice = z.strictObject({
  version: z.literal('1.0'),
  source: z.literal('custom'),
  id: z.optional(text(75)),
  content: z.strictObject({
    textType: z.optional(z.literal('client-markdown')),
    title: z.optional(text(150)),
    description: text(3_000),
    nextSteps: z.optional(z.array(text(350)).check(z.minLength(1), z.maxLength(6))),
    keywords: z.optional(z.array(text(75)).check(z.maxLength(5))),
  }),
  metadata: z.optional(
    z.strictObject({
      threadId: z.optional(text(128)),
      summary: z.optional(text(150)),
      eventType: z.optional(text(75)),
      relatedResources: z.optional(z.array(text(350)).check(z.maxLength(5))),
      additionalContext: z.optional(z.record(z.string().check(z.regex(/^\w+$/)), text(350))),
    }),
  ),
});

/** An alarm of CloudWatch, as its SNS action sends it: the integration knows it. */
const alarm = z.looseObject({ AlarmName: z.string(), NewStateValue: z.string(), AlarmArn: z.string() });

export interface ChatMessage {
  readonly title: string;
  readonly threadId: string;
}

/** What is wrong with a message on the chat's topic; none: it is shown. */
export function chatProblems(message: string): readonly string[] {
  if (Buffer.byteLength(message) > 262_144) return ['it is longer than SNS takes'];
  const raw = parsed(message);
  if (raw === undefined) return ['it is not JSON'];
  if (z.safeParse(alarm, raw).success) return [];
  const { data, error } = z.safeParse(notice, raw);
  if (!data) return (error?.issues ?? []).map(({ path, message: why }) => `${path.join('.')}: ${why}`);
  const { title = '', description, nextSteps = [], keywords = [] } = data.content;
  return [title, ...description.split('\n'), ...nextSteps, ...keywords].flatMap(markdownProblems);
}

/** A message that isn't an alarm's. */
export function chatMessage(message: string): ChatMessage | undefined {
  const { data } = z.safeParse(notice, parsed(message));
  return data && { title: data.content.title ?? '', threadId: data.metadata?.threadId ?? '' };
}

function parsed(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

/** 4–5: of one line. */
function markdownProblems(line: string): readonly string[] {
  const bare = line.replace(/^• /, '');
  if (/<|>|&(?!(?:amp|lt|gt);)/.test(bare)) return [`not escaped: ${line}`];
  const isCode = /^`[^`]*`$/.test(bare);
  const isStrong = /^\*[^*`]+\*$/.test(bare);
  const plain = isCode ? '' : isStrong ? bare.slice(1, -1) : bare;
  return /[*_~`[\]|\\]/.test(plain) ? [`the chat would format: ${line}`] : [];
}
