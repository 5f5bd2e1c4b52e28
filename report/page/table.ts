import { type Content, type Html, html } from './html.ts';

export interface Column {
  readonly head: string;
  /** `n`: numbers, at the right; `wide`: has room for sentences. All others are never broken. */
  readonly kind?: 'n' | 'wide';
}

/** Wider than the page, it is scrolled, also by keys. @param caption says what its rows are */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Content[])[],
): Html {
  const kind = (i: number) => columns[i]?.kind && html` class="${columns[i].kind}"`;
  const heads = columns.map(({ head }, i) => html`<th scope="col"${kind(i)}>${head}</th>`);
  const lines = rows.map(
    (cells) => html`<tr>${cells.map((cell, i) => html`<td${kind(i)}>${cell}</td>`)}</tr>
`,
  );
  return scrolled(
    caption,
    html`<table><caption>${caption}</caption><thead><tr>${heads}</tr></thead><tbody>
${lines}</tbody></table>`,
  );
}

export function scrolled(label: string, content: Html): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}">${content}</div>`;
}

export function more(summary: Content, content: Content, isOpen = false): Html {
  return html`<details${isOpen && html` open`}><summary>${summary}</summary>${content}</details>
`;
}
