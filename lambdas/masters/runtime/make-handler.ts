import type { Exactly } from '../../shared/contract/call.ts';
import { functionHandler, type Handler, type WorkContext } from '../../shared/runtime/function-handler.ts';
import type { MastersCalls, ResultOf } from '../contract/calls.ts';
import type { MastersSettings } from '../contract/settings.ts';
import type { MastersFunction } from '../contract/states.ts';

/** What every handler of a function that keeps masters is given. */
export type MastersContext = WorkContext<MastersSettings>;

/** The name is in every line of their logs. */
const handlerOf = functionHandler(({ name }: MastersSettings) => ({ masters: name }));

/** `functionHandler` with the masters' settings, for the functions that their machines run, as the contract has them. */
export const makeHandler: <
  State extends keyof MastersCalls,
  Payload extends Exactly<MastersCalls[State]['payload'], Payload>,
>(
  state: State,
  parse: (raw: unknown) => Payload,
  run: (payload: Payload, context: MastersContext) => Promise<ResultOf<State>>,
) => Handler<ResultOf<State>> = handlerOf;

/** The parser of a function that reads its event itself. */
export const asItIs = (event: unknown) => event;

/** The same for a function that no machine runs. */
export const makeEventHandler: <Request, Answer>(
  state: Exclude<MastersFunction, keyof MastersCalls>,
  parse: (raw: unknown) => Request,
  run: (request: Request, context: MastersContext) => Promise<Answer>,
) => Handler<Answer> = handlerOf;
