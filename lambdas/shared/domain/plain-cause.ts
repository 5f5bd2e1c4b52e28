/**
 * The message of a function's error in place of the JSON in which Lambda wraps it, wherever that stands in a text:
 * `ForeignWrite: {"errorType":"ForeignWrite","errorMessage":"Zone …","trace":[…]}` → `ForeignWrite: Zone …`.
 */
export function plainCause(text: string): string {
  const begins = text.indexOf('{"error');
  const literal = /"errorMessage":\s*("(?:[^"\\]|\\.)*")/s.exec(text.slice(Math.max(begins, 0)))?.[1];
  if (begins < 0 || literal === undefined) return text;
  const closes = text.lastIndexOf('}');
  const rest = closes < begins ? '' : text.slice(closes + 1);
  return `${text.slice(0, begins)}${unquoted(literal)}${rest}`;
}

/** A string literal of JSON; as it is, where it is none (Step Functions may have cut it). */
function unquoted(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}
