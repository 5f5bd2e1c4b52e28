/** That values which nobody has to read are found nowhere after dry runs. */
import type { CheckOutcome } from '../../checks/check.ts';
import { type Canary, leaks, type Trace } from '../../checks/leaks.ts';
import { madeUpValues } from '../../scenes/migration/made-up-values.ts';
import { HOME } from '../../shop/account.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';

/** A record that stands beside those that move. */
const NEIGHBOUR: Canary = { of: 'the TXT record of shop.test', token: 'site-verification=5f3a' };

/** What contradicts it that no trace has a value. @param needed parts of the names of traces that must be there: who looks at nothing finds nothing */
export function valuesIn(
  snapshot: Snapshot | undefined,
  traces: readonly Trace[],
  needed: readonly string[],
): readonly string[] {
  const missing = needed.filter(
    (part) => !traces.some(({ where, text }) => where.includes(part) && text.length > 0),
  );
  return [
    ...missing.map((part) => `there is no trace of ${part}`),
    ...leaks([...(snapshot ? madeUpValues(snapshot, HOME) : []), NEIGHBOUR], traces),
  ];
}

/** @param traces of all dry runs together */
export function secretStage(snapshot: Snapshot | undefined, traces: readonly Trace[]): CheckOutcome {
  return {
    claim: 'No value of a secret or parameter is in a log, or in the configuration of a function',
    contradictions: valuesIn(snapshot, traces, ['the log of shop-VerifyCredentials', 'the function shop-']),
  };
}
