import type { Exactly } from '../../shared/contract/call.ts';
import type { Handler } from '../../shared/runtime/function-handler.ts';
import type { CheckState, MigrationCalls } from '../contract/calls.ts';
import type { CheckResult } from '../contract/findings.ts';
import { fitted } from '../domain/readiness/fit.ts';
import { type HandlerContext, handlerOf } from './make-handler.ts';

/** `makeHandler` for a check of preflight, whose findings must fit into what Step Functions hands on. */
export function makeCheckHandler<
  State extends CheckState,
  Payload extends Exactly<MigrationCalls[State]['payload'], Payload>,
>(
  state: State,
  parse: (raw: unknown) => Payload,
  run: (payload: Payload, context: HandlerContext) => Promise<CheckResult>,
): Handler<CheckResult> {
  return handlerOf(state, parse, async (payload, context) =>
    fitted(await run(payload, context), context.settings),
  );
}
