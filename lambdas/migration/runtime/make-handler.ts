import { functionHandler, type Handler, type WorkContext } from '../../shared/runtime/function-handler.ts';
import type { MigrationSettings } from '../contract/settings.ts';
import type { FunctionState } from '../contract/states.ts';

/** What every handler of a migration's function is given. */
export type HandlerContext = WorkContext<MigrationSettings>;

/** `functionHandler` with a migration's settings, for its functions alone. */
export const makeHandler: <Payload, Result>(
  state: FunctionState,
  parse: (raw: unknown) => Payload,
  run: (payload: Payload, context: HandlerContext) => Promise<Result>,
) => Handler<Result> = functionHandler;
