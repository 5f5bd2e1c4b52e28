import { MASTERS_SETTINGS_FILE } from '../contract/environment.ts';
import type { MastersSettings } from '../contract/masters/settings.ts';
import type { MastersFunction } from '../contract/masters/states.ts';
import { functionHandler, type LambdaContext, type WorkContext } from './function-handler.ts';

/** What every handler of a function that keeps masters is given. */
export type MastersContext = WorkContext<MastersSettings>;

/**
 * The Lambda handler of a function that keeps masters.
 * @param parse throws `InvalidInput` naming every bad field
 */
export function makeMastersHandler<Payload, Result>(
  state: MastersFunction,
  parse: (raw: unknown) => Payload,
  run: (payload: Payload, context: MastersContext) => Promise<Result>,
): (event: unknown, lambda?: LambdaContext) => Promise<Result> {
  return functionHandler({ state, settingsFile: MASTERS_SETTINGS_FILE, parse, run });
}
