import type { ExecutionView } from '../emulator/emulator.ts';
import { shortMachineName } from '../estate/home.ts';
import { firstLine } from '../text/lines.ts';

/** How executions ended that did not succeed: `Migrate ended in NotReady: …`. */
export function failedEnds(executions: readonly ExecutionView[]): readonly string[] {
  return executions
    .filter(({ status }) => status !== 'RUNNING' && status !== 'SUCCEEDED')
    .map(({ machine, status, state, error, cause }) => {
      const why = firstLine(cause ?? '') || error || status;
      return `${shortMachineName(machine)} ended in ${state ?? 'no state'}: ${why}`;
    });
}
