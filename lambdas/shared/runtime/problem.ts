import type * as z from 'zod/mini';

/** Longest piece of a wrong value that is quoted, characters. */
const QUOTED = 80;
/** Most unknown fields that are named. */
const NAMED = 10;

/**
 * What is wrong with a value, for the reader: what was expected and what was there. zod/mini says "Invalid input"
 * until it is reported; its own English text would be a tenth of a function's start-up.
 */
export function problemText(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownFields(issue.keys);
    case 'invalid_type':
      return instead(issue.expected, issue.input);
    case 'invalid_value':
      return instead(`one of ${issue.values.map(quote).join(', ')}`, issue.input);
    case 'too_small':
      return instead(
        `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${unit(issue.origin)}`,
        issue.input,
      );
    case 'too_big':
      return instead(
        `${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}${unit(issue.origin)}`,
        issue.input,
      );
    case 'invalid_format':
      return instead(issue.format, issue.input);
    default:
      return `not allowed: ${quote(issue.input)}`;
  }
}

function unknownFields(keys: readonly string[]): string {
  const more = keys.length > NAMED ? ` and ${keys.length - NAMED} more` : '';
  return `unknown field ${keys.slice(0, NAMED).map(quote).join(', ')}${more}`;
}

function instead(expected: string, found: unknown): string {
  return found === undefined ? `missing, expected ${expected}` : `expected ${expected}, not ${quote(found)}`;
}

function unit(origin: string): string {
  return origin === 'string' ? ' characters' : '';
}

function quote(value: unknown): string {
  const text = typeof value === 'bigint' ? `${value}` : asJson(value);
  return text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text;
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // What came as JSON has no cycle, so it is the depth at which the stack ends.
    return 'something that is nested too deeply';
  }
}
