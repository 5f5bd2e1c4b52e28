import {
  DescribeStateMachineForExecutionCommand,
  paginateGetExecutionHistory,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { Transitions } from '../checks/check.ts';
import type { ExecutionView } from '../emulator/emulator.ts';

/** By machine, counted from the executions' own histories. */
export async function transitionsOf(
  client: SFNClient,
  executions: readonly ExecutionView[],
): Promise<ReadonlyMap<string, Transitions>> {
  const counts = new Map<string, Transitions>();
  for (const { executionArn, machine } of executions) {
    const name = machine.split('-').at(-1) ?? machine;
    const { all, inBranches } = counts.get(name) ?? { all: 0, inBranches: 0 };
    const entered = await statesEntered(client, executionArn);
    const outside = await statesOf(client, executionArn);
    const inside = entered.filter((state) => !outside.has(state));
    counts.set(name, { all: all + entered.length, inBranches: inBranches + inside.length });
  }
  return counts;
}

async function statesEntered(client: SFNClient, executionArn: string): Promise<readonly string[]> {
  const entered: string[] = [];
  const pages = paginateGetExecutionHistory({ client, pageSize: 1000 }, { executionArn });
  for await (const { events = [] } of pages)
    for (const { stateEnteredEventDetails } of events)
      if (stateEnteredEventDetails) entered.push(stateEnteredEventDetails.name ?? '');
  return entered;
}

/** The states of the machine itself, those in branches left out. */
async function statesOf(client: SFNClient, executionArn: string): Promise<ReadonlySet<string>> {
  const { definition = '' } = await client.send(
    new DescribeStateMachineForExecutionCommand({ executionArn }),
  );
  return new Set(Object.keys(JSON.parse(definition).States));
}
