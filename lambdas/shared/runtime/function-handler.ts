import type { Clock } from '../ports/clock.ts';
import { errorKeys, type LambdaContext, type LogKeys, outcomeLog, payloadKeys } from './log.ts';
import { readSettings } from './settings.ts';

/** What every handler is given. */
export interface WorkContext<Settings> {
  readonly settings: Settings;
  readonly clock: Clock;
  /** Milliseconds for which something may still be waited for. */
  readonly patience: () => number;
  /** ARN of the machine's execution; none in calls by an event, a schedule or CloudFormation. */
  readonly execution?: string | undefined;
}

/** What a function keeps of its time for what comes after the waiting: a slow answer, the journal. */
const KEPT_SHARE = 0.2;

export const systemClock: Clock = { now: () => Date.now() };

/** A Lambda function. */
export type Handler<Result> = (event: unknown, lambda?: LambdaContext) => Promise<Result>;

/**
 * Wraps a state's work as a Lambda handler: parses the payload once, logs the outcome in one line, and lets
 * errors keep their names, on which the machine's Retry and Catch match.
 * @param settingsKeys what the log's lines carry of the settings
 */
export function functionHandler<Settings>(settingsKeys: (settings: Settings) => LogKeys) {
  /**
   * @param state the function's, which is what its log lines are found by
   * @param parse throws `InvalidInput` naming every bad field
   */
  return <Payload, Result>(
    state: string,
    parse: (raw: unknown) => Payload,
    run: (payload: Payload, context: WorkContext<Settings>) => Promise<Result>,
  ): Handler<Result> => {
    const log = outcomeLog(state);
    let settings: Settings | undefined;
    const keys = (event: unknown): LogKeys => ({
      ...(settings && settingsKeys(settings)),
      ...payloadKeys(event),
    });
    return async (event, lambda) => {
      const patience = patienceOf(lambda);
      try {
        settings ??= readSettings<Settings>();
        const { execution } = payloadKeys(event);
        const result = await run(parse(event), { settings, clock: systemClock, patience, execution });
        await log({ done: result }, lambda, keys(event));
        return result;
      } catch (error) {
        await log({ failed: error as Error }, lambda, { ...keys(event), ...errorKeys(error) });
        throw error;
      }
    };
  };
}

function patienceOf(lambda: LambdaContext | undefined): () => number {
  if (!lambda) return () => Number.POSITIVE_INFINITY;
  const kept = lambda.getRemainingTimeInMillis() * KEPT_SHARE;
  return () => lambda.getRemainingTimeInMillis() - kept;
}
