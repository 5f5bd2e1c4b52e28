import type { Exactly } from '../../shared/contract/call.ts';
import { functionHandler, type Handler, type WorkContext } from '../../shared/runtime/function-handler.ts';
import type { MigrationCalls, ResultOf } from '../contract/calls.ts';
import type { MigrationSettings } from '../contract/settings.ts';
import type { FunctionState } from '../contract/states.ts';

/** What every handler of a migration's function is given. */
export type HandlerContext = WorkContext<MigrationSettings>;

/** The name is in every line of their logs. */
export const handlerOf = functionHandler(({ migration }: MigrationSettings) => ({ migration }));

/** `functionHandler` with a migration's settings, for the functions that its machines run, as the contract has them. */
export const makeHandler: <
  State extends keyof MigrationCalls,
  Payload extends Exactly<MigrationCalls[State]['payload'], Payload>,
>(
  state: State,
  parse: (raw: unknown) => Payload,
  run: (payload: Payload, context: HandlerContext) => Promise<ResultOf<State>>,
) => Handler<ResultOf<State>> = handlerOf;

/** The same for a function that no machine runs. */
export const makeEventHandler: <Request, Answer>(
  state: Exclude<FunctionState, keyof MigrationCalls>,
  parse: (raw: unknown) => Request,
  run: (request: Request, context: HandlerContext) => Promise<Answer>,
) => Handler<Answer> = handlerOf;
