import type { MigrationSettings } from '../contract/settings.ts';
import type { FunctionState } from '../contract/states.ts';
import type { Clock } from '../ports/clock.ts';
import { readSettings } from './settings.ts';

/** What every handler is given. */
export interface HandlerContext {
  readonly settings: MigrationSettings;
  readonly clock: Clock;
}

export const systemClock: Clock = { now: () => Date.now() };

/**
 * Wraps a state's work as a Lambda handler: parses the payload once, logs the outcome in one line, and lets
 * errors go on with their names, on which the machine's Retry and Catch match.
 * @param parse throws `InvalidInput` naming every bad field
 */
export function makeHandler<Payload, Result>(
  state: FunctionState,
  parse: (raw: unknown) => Payload,
  run: (payload: Payload, context: HandlerContext) => Promise<Result>,
): (event: unknown) => Promise<Result> {
  let settings: MigrationSettings | undefined;
  return async (event) => {
    try {
      settings ??= readSettings();
      const result = await run(parse(event), { settings, clock: systemClock });
      (await loggerOf(state)).info('done', { result: result as Record<string, unknown> });
      return result;
    } catch (error) {
      (await loggerOf(state)).error('failed', error as Error);
      throw error;
    }
  };
}

/** Loaded when the work is done: the logger is a twentieth of a function's start-up, and a rollback waits for none of it. */
async function loggerOf(state: FunctionState) {
  const { Logger } = await import('@aws-lambda-powertools/logger');
  return new Logger({ serviceName: state });
}
