/** What an execution knows of itself, and of what one of its states failed with. */
import type { Run } from '../../../lambdas/shared/contract/run.ts';
import { Expression, expression, objectOf } from './expression.ts';

/** The execution that runs, as functions are handed it. */
export const THIS_RUN = {
  name: expression<string>('$states.context.Execution.Name'),
  arn: expression<string>('$states.context.Execution.Id'),
  startedAt: expression<string>('$states.context.Execution.StartTime'),
} satisfies { readonly [Field in keyof Run]: Expression<Run[Field]> };

/** The same within an expression. */
export const THIS_RUN_IN_WORDS = objectOf<Run>(THIS_RUN);

/** What a state failed with. */
export interface Failure {
  readonly error: string;
  readonly cause: string;
}

/** What a state failed with, in its Catch. Step Functions gives the cause of a time-out as nothing at all. */
export const CAUGHT = {
  error: expression<string>('$states.errorOutput.Error'),
  cause: expression<string>("$exists($states.errorOutput.Cause) ? $states.errorOutput.Cause : ''"),
} satisfies { readonly [Field in keyof Failure]: Expression<Failure[Field]> };

/**
 * The expression of a text with the message of a function's error in place of the JSON in which Lambda wraps it, as
 * `plainCause` does it within functions; any other text as it is. It must never fail, so nothing is parsed. In the
 * regular expressions `\x5c` is a backslash and `\x7b` a brace: JSONata counts brackets to find where they end.
 */
export function plainText(text: Expression<string>): Expression<string> {
  const wrapped = String.raw`/\x7b[^\x7b]*"errorMessage"\s*:\s*"([^\x5c"]*(\x5c.[^\x5c"]*)*)"/`;
  const escaped = String.raw`/\x5c(["\x5c\/])/`;
  const message = `$substringBefore($text, $wrapping.match) & $replace($wrapping.groups[0], ${escaped}, '$1')`;
  return new Expression(
    `($text := ${text}; $wrapping := $match($text, ${wrapped}, 1); $exists($wrapping) ? ${message} : $text)`,
  );
}

/** What a state failed with as people read it, in its Catch: which state, the error and its cause. */
export const CAUGHT_IN_WORDS = expression<string>(
  [
    `$states.context.State.Name & ': '`,
    CAUGHT.error,
    "': '",
    plainText(expression<string>(`(${CAUGHT.cause})`)),
  ].join(' & '),
);
