/** Sections of the runbook in a page: who has only the page has what to do, too. */
import MarkdownIt from 'markdown-it';
import { type Content, Html, html } from './html.ts';

/** HTML in the text stays text. */
const markdown = new MarkdownIt({ html: false });
// The page has no more of the documentation than a few sections: what leads elsewhere in it is text.
const leads = (href: unknown) => String(href).startsWith('https://');
const open: boolean[] = [];
markdown.renderer.rules.link_open = (tokens, i, options, _env, self) => {
  open.push(leads(tokens[i]?.attrGet('href')));
  return open.at(-1) ? self.renderToken(tokens, i, options) : '';
};
markdown.renderer.rules.link_close = () => (open.pop() ? '</a>' : '');
markdown.renderer.rules.table_open = () =>
  '<div class="scroll" role="region" tabindex="0" aria-label="What to do"><table>';
markdown.renderer.rules.table_close = () => '</table></div>';

export class Runbook {
  /** Texts by heading. */
  readonly #sections: ReadonlyMap<string, string>;
  readonly #used = new Set<string>();

  /** @param text the runbook; '' for a page without */
  constructor(text = '') {
    const parts = text.split(/^#{2,3} (.+)\n/m).slice(1);
    this.#sections = new Map(
      parts.flatMap((heading, i) => (i % 2 === 0 ? [[heading.trim(), parts[i + 1] ?? ''] as const] : [])),
    );
  }

  /** A link to the section, which `sections` then has; undefined if the runbook has none. */
  link(heading: string): Html | undefined {
    if (!this.#sections.has(heading)) return undefined;
    this.#used.add(heading);
    return html`<a href="#${idOf(heading)}">${heading}</a>`;
  }

  /** Those that a text names, as notifications do: `heading CloseMigration`, or the address of one. */
  linksIn(text: string): readonly Html[] {
    const headings = [...this.#sections.keys()];
    const named = [...text.matchAll(/\bheading ([A-Z]\w+)/g)].map(([, name]) => name);
    const slugs = [...text.matchAll(/#([\w-]+)\s*$/gm)].map(([, slug]) => slug);
    const found = headings.filter((each) => named.includes(each) || slugs.includes(slugOf(each)));
    return found.flatMap((each) => this.link(each) ?? []);
  }

  /** Called when everything else of the page is made. */
  sections(): Content {
    if (this.#used.size === 0) return undefined;
    const all = [...this.#used].map(
      (
        heading,
      ) => html`<details><summary>${heading}</summary><div class="runbook" id="${idOf(heading)}" tabindex="-1">${new Html(markdown.render(this.#sections.get(heading) ?? ''))}</div></details>
`,
    );
    return html`<section class="rehearsal"><h2>From the runbook</h2>
${all}</section>`;
  }
}

function idOf(heading: string): string {
  return `runbook-${slugOf(heading)}`;
}

/** As GitHub makes them. */
function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}
