/** A tutorial as a program: its blocks of code, in their order, and what each is expected to print. */

export type Part =
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  | {
      readonly kind: 'commands';
      readonly script: string;
      readonly fails: boolean;
      /** Each must be in what they print; `…` stands for anything within a line. */
      readonly expected: readonly RegExp[];
    };

/**
 * ` ```sh ` is run, ` ```sh fails ` must fail, ` ```ts <path> ` is written, and the lines of a ` ```text ` are expected of the commands
 * before it. A ` ```console ` is only to be read.
 * @throws Error where a block is none of these, so that nothing is left out in silence
 */
export function partsOf(page: string): readonly Part[] {
  const parts: Part[] = [];
  for (const [, info = '', text = ''] of page.matchAll(/^```([^\n]*)\n([\s\S]*?)^```$/gm)) {
    const [language, more] = info.split(' ');
    const last = parts.at(-1);
    if (language === 'sh')
      parts.push({ kind: 'commands', script: text, fails: more === 'fails', expected: [] });
    else if (language === 'ts' && more) parts.push({ kind: 'file', path: more, text });
    else if (language === 'text' && last?.kind === 'commands')
      parts.splice(-1, 1, { ...last, expected: [...last.expected, ...linesOf(text)] });
    else if (language !== 'console') throw new Error(`A tutorial has no block “${info}” here:\n${text}`);
  }
  return parts;
}

function linesOf(text: string): readonly RegExp[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => new RegExp(line.trim().split('…').map(escaped).join('.*')));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
