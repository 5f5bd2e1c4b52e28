/** That values which nobody has to read are found nowhere after dry runs. */
import type { CheckOutcome } from '../../checks/check.ts';
import { type Canary, leaks, type Trace } from '../../checks/leaks.ts';
import type { Estate } from '../../estate/migration/estate.ts';
import { publicRecords } from '../../estate/migration/public-records.ts';
import { madeUpValues } from '../../scenes/migration/made-up-values.ts';

/** What contradicts it that no trace has a value. @param needed parts of the names of traces that must be there: who looks at nothing finds nothing */
export function valuesIn(
  estate: Estate | undefined,
  traces: readonly Trace[],
  needed: readonly string[],
): readonly string[] {
  const missing = needed.filter(
    (part) => !traces.some(({ where, text }) => where.includes(part) && text.length > 0),
  );
  return [
    ...missing.map((part) => `there is no trace of ${part}`),
    ...(estate
      ? leaks([...madeUpValues(estate.snapshot, estate.home), ...neighboursOf(estate)], traces)
      : ['there is no scene']),
  ];
}

/** @param traces of all dry runs together */
export function secretStage(estate: Estate | undefined, traces: readonly Trace[]): CheckOutcome {
  const name = estate?.settings.migration ?? '';
  return {
    claim: 'No value of a secret or parameter is in a log, or in the configuration of a function',
    contradictions: valuesIn(estate, traces, [
      `the log of ${name}-VerifyCredentials`,
      `the function ${name}-`,
    ]),
  };
}

/** TXT records that stand beside those that move, and that nobody has to know. */
function neighboursOf({ snapshot }: Estate): readonly Canary[] {
  return publicRecords(snapshot)
    .filter(({ Type }) => Type === 'TXT')
    .flatMap(({ Name, ResourceRecords = [] }) =>
      ResourceRecords.map(({ Value }) => ({ of: `a TXT record of ${Name}`, token: Value.slice(1, -1) })),
    )
    .filter(({ token }) => TELLING.test(token));
}

/** Long enough to be of one name alone, and written the same everywhere. */
const TELLING = /^[\w.=-]{16,}$/;
