import type * as z from 'zod/mini';

/** Longest piece of a wrong value that is quoted, characters. */
const QUOTED = 80;

/**
 * What is wrong with a value, for the reader: what was expected and what was there. zod/mini says "Invalid input"
 * until it is told; its own English text would be a tenth of a function's start-up.
 */
export function problemText(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `unknown field ${issue.keys.map(quote).join(', ')}`;
    case 'invalid_type':
      return issue.input === undefined
        ? `missing, expected ${issue.expected}`
        : `${expected(issue.expected)}, not ${quote(issue.input)}`;
    case 'invalid_value':
      return `${expected(`one of ${issue.values.map(quote).join(', ')}`)}, not ${quote(issue.input)}`;
    case 'too_small':
      return `${expected(`${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${unit(issue.origin)}`)}, not ${quote(issue.input)}`;
    case 'too_big':
      return `${expected(`${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}${unit(issue.origin)}`)}, not ${quote(issue.input)}`;
    case 'invalid_format':
      return `${expected(issue.format)}, not ${quote(issue.input)}`;
    default:
      return `not allowed: ${quote(issue.input)}`;
  }
}

function expected(what: string): string {
  return `expected ${what}`;
}

function unit(origin: string): string {
  return origin === 'string' ? ' characters' : '';
}

function quote(value: unknown): string {
  const text = typeof value === 'bigint' ? `${value}` : (JSON.stringify(value) ?? String(value));
  return text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text;
}
