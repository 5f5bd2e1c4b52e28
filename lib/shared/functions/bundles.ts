import type { KeptText, KeptTexts } from './kept-texts.ts';

/** The code of one function. */
export interface Bundle {
  readonly index: KeptText;
  /** Files beside `index.js` that are loaded only when they are used, by their names. */
  readonly apart: KeptTexts;
}

export type Bundles<State extends string> = Readonly<Record<State, Bundle>>;

/** Beside the texts: which of the files apart each function imports. */
export const IMPORTED = 'imported.json';

/**
 * @param texts that of each function by its state, each file apart by its name, and which function imports which
 * @param states those of the functions
 */
export function bundlesIn<State extends string>(texts: KeptTexts, states: readonly State[]): Bundles<State> {
  const imported: Readonly<Record<string, readonly string[]>> = JSON.parse(textOf(texts, IMPORTED).text());
  const bundleOf = (state: string): Bundle => ({
    index: textOf(texts, state),
    apart: Object.fromEntries((imported[state] ?? []).map((file) => [file, textOf(texts, file)])),
  });
  return Object.fromEntries(states.map((state) => [state, bundleOf(state)])) as Bundles<State>;
}

function textOf(texts: KeptTexts, name: string): KeptText {
  const text = texts[name];
  if (!text) throw new Error(`There is no bundle of ${name}`);
  return text;
}
