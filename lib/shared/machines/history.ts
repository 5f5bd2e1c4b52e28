/**
 * Step Functions ends an execution whose history has 25,000 events. How many rounds a machine can make is computed with
 * every function tried as often as its retries allow, every time; tests run the definitions that way.
 * Source: Step Functions' quotas, and the events that it lists for each type of state.
 */
export const HISTORY = {
  mostEvents: 25_000,
  /** A function that is called: entered, scheduled, started, succeeded, exited. */
  ofTask: 5,
  /** Each try before that: scheduled, started, failed. */
  ofFailedTry: 3,
  /** Any other state: entered, exited. */
  ofOther: 2,
} as const;
