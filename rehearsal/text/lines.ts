/** Characters that are shown of one line. */
const LINE_LENGTH = 200;

/** A text's first line, cut where it is very long. */
export function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH - 1)}…` : line;
}

/** At most `most` characters, and an ellipsis if there were more. */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most).toWellFormed()}…` : text;
}

/** Why an execution ended: a function's own message where Lambda has wrapped it in JSON, with a trace that is nobody's business. */
export function messageIn(cause: string): string {
  try {
    const { errorMessage } = JSON.parse(cause);
    return typeof errorMessage === 'string' ? errorMessage : cause;
  } catch {
    return cause;
  }
}

/** Of an error, for people. What was expected to be able to fail has a name and says what to do; for anything else, where it happened. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'Error' || error.name === 'TypeError'
    ? (error.stack ?? error.message)
    : error.message;
}
