import type { Message } from '../../ports/topic.ts';
import { cut, shortened } from '../text.ts';

export interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** SNS's limits: characters of an e-mail's subject (printable ASCII), bytes of a message. */
export const SUBJECT_LIMIT = 100;
export const BODY_LIMIT = 256 * 1024;

const LINE_LIMIT = 1000;
/** Lines shown of each section; fewer where all of them would not fit. */
const LINES_SHOWN = [60, 30, 10, 5] as const;

/** A notification. Sections without lines are left out; what is too long is cut, and says so. */
export function compose(subject: string, sections: readonly Section[]): Message {
  const bodies = LINES_SHOWN.map((most) => bodyOf(sections, most));
  const body = bodies.find((text) => Buffer.byteLength(text) <= BODY_LIMIT) ?? cutBytes(bodies.at(-1) ?? '');
  return { subject: subjectOf(subject), body };
}

function bodyOf(sections: readonly Section[], most: number): string {
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) => {
      const shown = shortened(lines, most, 'lines').map((line) => `- ${cut(line, LINE_LIMIT)}`);
      return `${heading}\n${shown.join('\n')}\n`;
    })
    .join('\n');
}
