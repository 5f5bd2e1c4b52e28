/** That a dry run changes nothing. */
import { isMutation } from './access-level.ts';
import type { AccountEvidence, Check } from './check.ts';

type Call = AccountEvidence['calls'][number];

/** What a state may change all the same. */
export interface AllowedMutation {
  /** Without it, all states. */
  readonly by?: string;
  readonly action: string;
  /** What its ARN begins with. */
  readonly resource: string;
  readonly reason: string;
}

/** By what IAM says of the actions that each recorded call needs, not by a list of them. */
export function onlyReads(allowed: readonly AllowedMutation[]): Check<AccountEvidence> {
  return {
    claim: `Functions called nothing that changes anything, but for ${allowed.length} exceptions with reasons`,
    contradictions: async ({ calls }) => {
      const changes = await Promise.all(calls.map((call) => mutationsOf(call, allowed)));
      // A call that is repeated again and again is reported once.
      return [...new Set(changes.flat())];
    },
  };
}

/** Calls of people and of the deployment are left out; a role that another account lends is no function's, but its caller says the state. */
async function mutationsOf(
  { caller, permissions }: Call,
  allowed: readonly AllowedMutation[],
): Promise<readonly string[]> {
  if (caller.function === '' && caller.appId === '') return [];
  const changes: string[] = [];
  for (const { action, resource } of permissions) {
    const isAllowed = allowed.some(
      (each) =>
        (each.by ?? caller.name) === caller.name &&
        each.action === action &&
        resource.startsWith(each.resource),
    );
    if (!isAllowed && (await isMutation(action))) changes.push(`${caller.name}: ${action} on ${resource}`);
  }
  return changes;
}
