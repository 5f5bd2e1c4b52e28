/** Without what nobody sees, or what turns the text around it about: as escapes, `\u{1b}`. Ends of lines stay. */
export function visible(text: string): string {
  return text.replace(/[^\P{C}\n]|[\u2028\u2029]/gu, (each) => `\\u{${each.codePointAt(0)?.toString(16)}}`);
}
