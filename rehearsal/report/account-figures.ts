import type { AccountEvidence } from '../checks/check.ts';

/** What any rehearsal came to in numbers, measured from outside. */
export interface AccountFigures {
  /** Milliseconds of rehearsed time from the beginning to the last thing that happened. */
  readonly rehearsed: number;
  /** Calls of the product's functions, by service. */
  readonly calls: ReadonlyMap<string, number>;
  /** States entered, by machine: what Step Functions is paid for. */
  readonly transitions: AccountEvidence['transitions'];
}

/** @param start when the scenario began, epoch milliseconds */
export function accountFiguresOf(
  start: number,
  { situation, calls, transitions }: AccountEvidence,
): AccountFigures {
  const ofFunctions = calls.filter(({ caller }) => caller.function !== '');
  return {
    rehearsed: situation.now - start,
    calls: countedBy(ofFunctions, ({ service }) => service),
    transitions,
  };
}

function countedBy<T>(things: readonly T[], key: (thing: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const thing of things) counts.set(key(thing), (counts.get(key(thing)) ?? 0) + 1);
  return new Map([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
