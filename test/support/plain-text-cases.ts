/** How Lambda wraps a function's error into the cause that Step Functions gives. */
export const wrapped = (
  errorMessage: string,
  trace: readonly string[] = ['Error: x', '    at f (/var/task/index.js:1:1)'],
): string => JSON.stringify({ errorType: 'ForeignWrite', errorMessage, trace });

/**
 * What people read of a text in which a function's error stands. The rule is written twice, `plainCause` for functions and
 * `plainText` for machines, because a machine has no other language than JSONata; both have these cases.
 */
export const PLAIN_TEXTS: readonly (readonly [text: string, plain: string])[] = [
  [wrapped('Zone Z1: www holds "x"'), 'Zone Z1: www holds "x"'],
  [wrapped('a \\ and a / in it'), 'a \\ and a / in it'],
  [JSON.stringify({ errorMessage: 'first', errorType: 'E' }), 'first'],
  ['Nobody decided within 2 days.', 'Nobody decided within 2 days.'],
  ['{"decision":"abort"}', '{"decision":"abort"}'],
  ['', ''],
];
