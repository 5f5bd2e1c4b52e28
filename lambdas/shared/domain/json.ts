/** Undefined where it isn't JSON: the parser's error would show a part of it, which may be confidential. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
