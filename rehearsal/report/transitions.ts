import { paginateGetExecutionHistory, type SFNClient } from '@aws-sdk/client-sfn';
import type { ExecutionView } from '../emulator/emulator.ts';

/** States entered by machine, counted from the executions' own histories. */
export async function transitionsOf(
  client: SFNClient,
  executions: readonly ExecutionView[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { executionArn, machine } of executions) {
    const name = machine.split('-').at(-1) ?? machine;
    let entered = counts.get(name) ?? 0;
    const pages = paginateGetExecutionHistory({ client, pageSize: 1000 }, { executionArn });
    for await (const { events = [] } of pages) {
      entered += events.filter(({ type = '' }) => type.endsWith('StateEntered')).length;
    }
    counts.set(name, entered);
  }
  return counts;
}
