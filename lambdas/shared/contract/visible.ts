/** Control characters, ends of lines, and what turns the direction of writing: a terminal obeys them, and a reader sees none of them. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text of others, so that it is shown as it is written: with `\u001b` in place of what a terminal would obey. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
