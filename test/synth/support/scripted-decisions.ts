/** What people decide, and functions say, of a scripted run. */
import type { Decision, Jump } from '../../../lambdas/migration/contract/holds.ts';
import type { Call, Script } from '../migration/support/scripted-run.ts';

export const decide = (decision: Decision['decision'], soakUntil = '', jump?: Jump): Decision => ({
  decision,
  reason: 'looked at it',
  decidedBy: 'somebody',
  soakUntil,
  ...(jump && { jump }),
});

/** `failing` at the first visit: thrown where it is an error. */
export const once =
  (failing: unknown, otherwise: (call: Call) => unknown): Script[string] =>
  (call) => {
    if (call.visits > 0) return otherwise(call);
    if (failing instanceof Error) throw failing;
    return failing;
  };
