/** Once all scenarios were played: no role allows what no function does. */
import type { Emulator } from '../emulator/emulator.ts';
import { type Gateway, type UnusedException, unusedActions } from '../gateway/index.ts';
import type { CheckOutcome } from './check.ts';

/** What roles may have though no scenario needs it, and why. */
export const EXCEPTIONS: readonly UnusedException[] = [];

export async function noActionUnused(gateway: Gateway, emulator: Emulator): Promise<CheckOutcome> {
  const { unused, idleExceptions } = unusedActions(gateway.calls, await emulator.roles(), EXCEPTIONS);
  return {
    claim: `No role allows an action that no function made (${EXCEPTIONS.length} exceptions with reasons)`,
    contradictions: [
      ...unused.map(
        ({ functions, action, resources }) =>
          `${functions.join(', ')} may ${action} on ${resources.join(', ')}, and never did`,
      ),
      ...idleExceptions.map(
        ({ action, role = 'every role' }) => `the exception for ${action} of ${role} is not needed any more`,
      ),
    ],
  };
}
