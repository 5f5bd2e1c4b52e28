import type { Clock } from '../ports/clock.ts';
import { readSettings } from './settings.ts';

/** What every handler is given. */
export interface WorkContext<Settings> {
  readonly settings: Settings;
  readonly clock: Clock;
  /** Milliseconds for which something may still be waited for. */
  readonly patience: () => number;
}

/** The part of what Lambda gives to a handler that is used. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/** What a function keeps of its time for what comes after the waiting: a slow answer, the journal. */
const KEPT_SHARE = 0.2;

export const systemClock: Clock = { now: () => Date.now() };

/** A Lambda function. */
export type Handler<Result> = (event: unknown, lambda?: LambdaContext) => Promise<Result>;

/**
 * Wraps a state's work as a Lambda handler: parses the payload once, logs the outcome in one line, and lets
 * errors go on with their names, on which the machine's Retry and Catch match.
 * @param state the function's, which is what its log lines are found by
 * @param parse throws `InvalidInput` naming every bad field
 */
export function functionHandler<Settings, Payload, Result>(
  state: string,
  parse: (raw: unknown) => Payload,
  run: (payload: Payload, context: WorkContext<Settings>) => Promise<Result>,
): Handler<Result> {
  let settings: Settings | undefined;
  return async (event, lambda) => {
    const patience = patienceOf(lambda);
    try {
      settings ??= readSettings<Settings>();
      const result = await run(parse(event), { settings, clock: systemClock, patience });
      (await loggerOf(state)).info('done', { result: result as Record<string, unknown> });
      return result;
    } catch (error) {
      (await loggerOf(state)).error('failed', error as Error);
      throw error;
    }
  };
}

function patienceOf(lambda: LambdaContext | undefined): () => number {
  if (!lambda) return () => Number.POSITIVE_INFINITY;
  const kept = lambda.getRemainingTimeInMillis() * KEPT_SHARE;
  return () => lambda.getRemainingTimeInMillis() - kept;
}

/** Loaded when the work is done: the logger is a twentieth of a function's start-up, and a rollback waits for none of it. */
async function loggerOf(state: string) {
  const { Logger } = await import('@aws-lambda-powertools/logger');
  return new Logger({ serviceName: state });
}
