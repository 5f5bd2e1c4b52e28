import type { Gateway } from '../gateway/index.ts';
import type { MastersScene } from '../masters/scene.ts';
import type { RecordSet } from '../route53/index.ts';
import type { Situation } from '../stage/offline-aws.ts';
import type { Scene } from '../stage/scene.ts';

/** What the account shows when a scenario is over, whatever it was about. */
export interface AccountEvidence {
  readonly situation: Situation;
  /** What each execution was started with, by its ARN. */
  readonly inputs: ReadonlyMap<string, unknown>;
  /** States entered, by machine, counted from the executions' histories. */
  readonly transitions: ReadonlyMap<string, number>;
  /** The calls of this scenario. */
  readonly calls: ReturnType<Gateway['calls']['all']>;
}

/** What the checks of a migration look at when it is over: everything but what the product says of itself. */
export interface Evidence extends AccountEvidence {
  readonly scene: Scene;
  /** Every record set of each zone when the scenario began, by zone id, as the API listed them. */
  readonly before: ReadonlyMap<string, readonly RecordSet[]>;
  /** The same when it was over, read through the API. */
  readonly after: ReadonlyMap<string, readonly RecordSet[]>;
}

/** What the checks of masters look at: etcd itself, and the machines. */
export interface MastersEvidence extends AccountEvidence {
  readonly scene: MastersScene;
}

export interface Check<E = Evidence> {
  /** What is true when the check passes, as a sentence. */
  readonly claim: string;
  /** What contradicts the claim, in plain words; none when it holds. */
  readonly contradictions: (evidence: E) => readonly string[] | Promise<readonly string[]>;
}

export interface CheckOutcome {
  readonly claim: string;
  readonly contradictions: readonly string[];
}

/** Looks at every check, one after the other. A check that cannot be made contradicts its claim. */
export async function runChecks<E>(
  checks: readonly Check<E>[],
  evidence: E,
): Promise<readonly CheckOutcome[]> {
  const outcomes: CheckOutcome[] = [];
  for (const { claim, contradictions } of checks) {
    outcomes.push({ claim, contradictions: await looked(() => contradictions(evidence)) });
  }
  return outcomes;
}

async function looked(
  look: () => readonly string[] | Promise<readonly string[]>,
): Promise<readonly string[]> {
  try {
    return await look();
  } catch (error) {
    return [`this could not be checked: ${error instanceof Error ? error.stack : String(error)}`];
  }
}
