import { Condition } from 'aws-cdk-lib/aws-stepfunctions';

/** Marks `expression` as JSONata, as Step Functions takes it in place of a value. */
export function jsonata(expression: string): string {
  return `{% ${expression} %}`;
}

/** What a Choice asks: whether `expression` is true. */
export function condition(expression: string): Condition {
  return Condition.jsonata(jsonata(expression));
}

/** A text as JSONata writes it, whatever characters are in it. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** An empty text. Written plainly, it is refused by a validator of definitions that reads it as two things at once. */
export const EMPTY = jsonata("''");

/** What a function returned, within the state that called it. */
export const RESULT = '$states.result.Payload';

const EXECUTION = {
  name: '$states.context.Execution.Name',
  arn: '$states.context.Execution.Id',
  startedAt: '$states.context.Execution.StartTime',
};

/** The execution that runs, as functions are handed it. */
export const THIS_RUN = {
  name: jsonata(EXECUTION.name),
  arn: jsonata(EXECUTION.arn),
  startedAt: jsonata(EXECUTION.startedAt),
};

/** The same within an expression. */
export const THIS_RUN_IN_WORDS = objectOf(EXECUTION);

/** The expression of an object of these expressions. */
export function objectOf(fields: Readonly<Record<string, string>>): string {
  return `{${Object.entries(fields)
    .map(([name, value]) => `'${name}': ${value}`)
    .join(', ')}}`;
}

/** What a state failed with, in its Catch. Step Functions gives the cause of a time-out as nothing at all. */
export const CAUGHT = {
  error: jsonata('$states.errorOutput.Error'),
  cause: jsonata("$exists($states.errorOutput.Cause) ? $states.errorOutput.Cause : ''"),
};

/**
 * The expression of a text with the message of a function's error in place of the JSON in which Lambda wraps it, as
 * `plainCause` does it within functions; any other text as it is. It must never fail, so nothing is parsed. In the
 * regular expressions `\x5c` is a backslash and `\x7b` a brace: JSONata counts brackets to find where they end.
 * @param text an expression that is a text
 */
export function plainText(text: string): string {
  const wrapped = String.raw`/\x7b[^\x7b]*"errorMessage"\s*:\s*"([^\x5c"]*(\x5c.[^\x5c"]*)*)"/`;
  const escaped = String.raw`/\x5c(["\x5c\/])/`;
  const message = `$substringBefore($text, $told.match) & $replace($told.groups[0], ${escaped}, '$1')`;
  return `($text := ${text}; $told := $match($text, ${wrapped}, 1); $exists($told) ? ${message} : $text)`;
}

/** The expression of what a state failed with as people read it, in its Catch: which state, the error and its cause. */
export const CAUGHT_IN_WORDS = [
  `$states.context.State.Name & ': '`,
  inner(CAUGHT.error),
  "': '",
  plainText(`(${inner(CAUGHT.cause)})`),
].join(' & ');

/** The expression without the mark that makes it one. */
function inner(expression: string): string {
  return expression.replace(/^\{% | %\}$/g, '');
}
