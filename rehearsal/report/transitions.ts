import {
  DescribeStateMachineForExecutionCommand,
  paginateGetExecutionHistory,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { Transitions } from '../checks/check.ts';
import type { ExecutionView } from '../emulator/emulator.ts';
import { shortMachineName } from '../estate/home.ts';

/** By machine, counted from the executions' own histories. */
export async function transitionsOf(
  client: SFNClient,
  executions: readonly ExecutionView[],
): Promise<ReadonlyMap<string, Transitions>> {
  const counts = new Map<string, Transitions>();
  for (const [machine, ofMachine] of Map.groupBy(executions, ({ machine }) => shortMachineName(machine))) {
    const entered: string[] = [];
    for (const { executionArn } of ofMachine) entered.push(...(await statesEntered(client, executionArn)));
    // Nobody deploys meanwhile: what one execution is of, all are.
    const outside = await statesOf(client, ofMachine[0]?.executionArn);
    const inside = entered.filter((state) => !outside.has(state));
    counts.set(machine, { all: entered.length, inBranches: inside.length });
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
async function statesOf(client: SFNClient, executionArn: string | undefined): Promise<ReadonlySet<string>> {
  const { definition = '' } = await client.send(
    new DescribeStateMachineForExecutionCommand({ executionArn }),
  );
  return new Set(Object.keys(JSON.parse(definition).States));
}
