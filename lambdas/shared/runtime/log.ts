import type { Logger } from '@aws-lambda-powertools/logger';

/** What a line is found by, beside the function's state. */
export type LogKeys = Readonly<Record<string, string | number | undefined>>;

/** The part of what Lambda says of a call that is used here. The logger adds what else there is, as the request's id. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/** The line that a call leaves: with `done` what it returned, with `failed` what it failed with. */
export type Outcome = { readonly done: unknown } | { readonly failed: Error };

/**
 * Logs each call of a function in one line.
 * @param state the function's, which its lines carry as `service`
 */
export function outcomeLog(
  state: string,
): (outcome: Outcome, lambda: LambdaContext | undefined, keys: LogKeys) => Promise<void> {
  let logger: Logger | undefined;
  return async (outcome, lambda, keys) => {
    logger ??= await newLogger(state);
    if (lambda) logger.addContext(lambda);
    logger.resetKeys();
    logger.appendKeys({ ...keys });
    if ('failed' in outcome) logger.error('failed', outcome.failed);
    else logger.info('done', { result: outcome.done as Record<string, unknown> });
  };
}

/** One line more, about what doesn't make the call fail. */
export async function logWarning(state: string, message: string, error: Error): Promise<void> {
  (await newLogger(state)).warn(message, error);
}

/** Loaded when the work is done: the logger is a twentieth of a function's start-up, and a rollback waits for none of it. */
async function newLogger(state: string): Promise<Logger> {
  const { Logger } = await import('@aws-lambda-powertools/logger');
  return new Logger({ serviceName: state });
}

/**
 * What the payload says of whose call it is, by the names that the machines give its fields: the execution, the step of a
 * shift, the replacement of a master. The payload may be wrong, so nothing is taken for granted.
 */
export function payloadKeys(payload: unknown): LogKeys & { readonly execution: string | undefined } {
  const { run, step, replacement, replacing } = fieldsOf(payload);
  return {
    execution: textIn(fieldsOf(run).arn),
    step: typeof step === 'number' ? step : undefined,
    // A roll names its master alone; before the first one, by an empty text.
    replacement: textIn(fieldsOf(replacement).id) ?? (textIn(replacing) || undefined),
  };
}

/** Which zone an error is about, where it is about one. */
export function errorKeys(error: unknown): LogKeys {
  return { zone: textIn(fieldsOf(error).zone) };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
