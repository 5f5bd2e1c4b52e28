import { type Html, html } from './html.ts';

/** @param words with a mark before them: colour alone says nothing */
export function badge(tone: 'good' | 'bad' | 'unsure', words: string): Html {
  return html`<span class="badge ${tone}">${words}</span>`;
}
