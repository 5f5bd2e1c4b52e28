import type { Gateway } from '../gateway/index.ts';
import type { Observed } from '../stage/observed.ts';
import type { Situation } from '../stage/offline-aws.ts';

/** What the account shows when a scenario is over, whatever it was about. */
export interface AccountEvidence {
  readonly situation: Situation;
  /** What each execution was started with, by its ARN. */
  readonly inputs: ReadonlyMap<string, unknown>;
  /** By machine, counted from the executions' histories. */
  readonly transitions: ReadonlyMap<string, Transitions>;
  readonly observed: Observed;
  /** The calls of this scenario. */
  readonly calls: ReturnType<Gateway['calls']['all']>;
}

/** States that the executions of one machine entered. */
export interface Transitions {
  readonly all: number;
  /** Of those, the ones inside the branches of a Parallel state, of which a machine may have any number. */
  readonly inBranches: number;
}

export interface Check<E> {
  /** What is true when the check passes, as a sentence. */
  readonly claim: string;
  /** What contradicts the claim, in plain words; none when it holds. */
  readonly contradictions: (evidence: E) => readonly string[] | Promise<readonly string[]>;
}

export interface CheckOutcome {
  readonly claim: string;
  readonly contradictions: readonly string[];
}

export function isContradicted({ contradictions }: CheckOutcome): boolean {
  return contradictions.length > 0;
}

/** Makes every check, one after the other. A check that cannot be made contradicts its claim. */
export async function runChecks<E>(
  checks: readonly Check<E>[],
  evidence: E,
): Promise<readonly CheckOutcome[]> {
  const outcomes: CheckOutcome[] = [];
  for (const { claim, contradictions } of checks) {
    outcomes.push({ claim, contradictions: await attempt(() => contradictions(evidence)) });
  }
  return outcomes;
}

async function attempt(
  look: () => readonly string[] | Promise<readonly string[]>,
): Promise<readonly string[]> {
  try {
    return await look();
  } catch (error) {
    return [`the check itself failed: ${error instanceof Error ? error.stack : String(error)}`];
  }
}
