/**
 * How long an answer, and then each piece of it, is waited for before the SDK asks again. Left to itself it waits for
 * minutes or for ever: one connection that fell silent would delay a rollback until Lambda ends the function.
 */
export function answerTimes(longestMs: number) {
  return {
    connectionTimeout: 3000,
    requestTimeout: longestMs,
    // That one ends with the headers; a connection may fall silent after them, too.
    socketTimeout: longestMs,
    throwOnRequestTimeout: true,
  } as const;
}

export const ANSWER_TIMES = answerTimes(20_000);
