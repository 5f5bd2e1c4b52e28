import type { Message, Section } from './message.ts';
import { cut, shortened } from './text.ts';

export type { Section } from './message.ts';

/** SNS's limits: characters of an e-mail's subject (printable ASCII), bytes of a message. */
export const SUBJECT_LIMIT = 100;
export const BODY_LIMIT = 256 * 1024;

const LINE_LIMIT = 1000;
/** Lines shown of each section; fewer where all of them would not fit. */
const LINES_SHOWN = [60, 30, 10, 5] as const;

/** A notification. Sections without lines are left out; what is too long is cut, and says so. */
export function compose(subject: string, sections: readonly Section[]): Message {
  for (const most of LINES_SHOWN) {
    const body = readable(sections, most);
    if (Buffer.byteLength(body) <= BODY_LIMIT) return { subject: subjectOf(subject), body, sections };
  }
  throw new RangeError(`${sections.length} sections do not fit into one message.`);
}

/** Sections as plain text: a heading, then a line for each thing. */
export function readable(sections: readonly Section[], mostLines = Number.POSITIVE_INFINITY): string {
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) => {
      const shown = shortened(lines, mostLines, 'lines').map((line) => `- ${oneLine(line)}\n`);
      return `${heading}\n${shown.join('')}`;
    })
    .join('\n');
}

function oneLine(text: string): string {
  return cut(text.replaceAll(/\s+/g, ' ').trim(), LINE_LIMIT);
}

function subjectOf(text: string): string {
  const printable = text.replaceAll(/[^\x20-\x7e]/g, '?');
  return printable.length <= SUBJECT_LIMIT ? printable : `${printable.slice(0, SUBJECT_LIMIT - 3)}...`;
}
