/** Text that goes into a page is escaped, whoever wrote it. */

/** Markup that was made here. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

export type Content = Html | string | number | undefined | false | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What a template says is markup; what is put into it is text, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(
    strings.map((each, i) => each + (i < contents.length ? markupOf(contents[i]) : '')).join(''),
  );
}

function markupOf(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Html) return content.markup;
  if (Array.isArray(content)) return content.map(markupOf).join('');
  return escaped(String(content));
}

/** Characters that a page may not have, and that would turn the text around, are shown as what they are. */
function escaped(text: string): string {
  return (
    text
      .replace(/[&<>"']/g, (character) => ENTITIES[character] as string)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
  );
}
