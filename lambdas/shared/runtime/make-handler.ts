import { SETTINGS_FILE } from '../contract/environment.ts';
import type { MigrationSettings } from '../contract/settings.ts';
import type { FunctionState } from '../contract/states.ts';
import { functionHandler, type LambdaContext, type WorkContext } from './function-handler.ts';

/** What every handler of a migration's function is given. */
export type HandlerContext = WorkContext<MigrationSettings>;

/**
 * The Lambda handler of a state of a migration.
 * @param parse throws `InvalidInput` naming every bad field
 */
export function makeHandler<Payload, Result>(
  state: FunctionState,
  parse: (raw: unknown) => Payload,
  run: (payload: Payload, context: HandlerContext) => Promise<Result>,
): (event: unknown, lambda?: LambdaContext) => Promise<Result> {
  return functionHandler({ state, settingsFile: SETTINGS_FILE, parse, run });
}
