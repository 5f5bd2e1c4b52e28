/**
 * How long an answer is waited for before the SDK asks again, milliseconds. Left to itself it waits for minutes or for
 * ever: one connection that fell silent would hold a rollback until Lambda ends the function.
 */
export const ANSWER_TIMES = {
  connectionTimeout: 3000,
  requestTimeout: 20_000,
  throwOnRequestTimeout: true,
} as const;
