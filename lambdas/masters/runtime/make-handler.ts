import { functionHandler, type Handler, type WorkContext } from '../../shared/runtime/function-handler.ts';
import type { MastersSettings } from '../contract/settings.ts';
import type { MastersFunction } from '../contract/states.ts';

/** What every handler of a function that keeps masters is given. */
export type MastersContext = WorkContext<MastersSettings>;

/** `functionHandler` with the masters' settings, for their functions alone. */
export const makeHandler: <Payload, Result>(
  state: MastersFunction,
  parse: (raw: unknown) => Payload,
  run: (payload: Payload, context: MastersContext) => Promise<Result>,
) => Handler<Result> = functionHandler;
