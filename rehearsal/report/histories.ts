import {
  DescribeStateMachineForExecutionCommand,
  paginateGetExecutionHistory,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { Transitions } from '../checks/check.ts';
import type { ExecutionView } from '../emulator/emulator.ts';
import { shortMachineName } from '../estate/home.ts';

/** An execution, with the states that it entered. */
export interface ExecutionHistory {
  readonly execution: ExecutionView;
  /** In order, those of branches too. */
  readonly entered: readonly Entered[];
}

interface Entered {
  readonly state: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Of a branch of a Parallel state, not of the machine itself. */
  readonly isInside: boolean;
  /** It takes no time: it only chooses, or passes something on. */
  readonly isInstant: boolean;
}

export async function historiesOf(
  client: SFNClient,
  executions: readonly ExecutionView[],
): Promise<readonly ExecutionHistory[]> {
  const histories: ExecutionHistory[] = [];
  for (const ofMachine of Map.groupBy(executions, ({ machine }) => machine).values()) {
    // Nobody deploys meanwhile: what one execution is of, all are.
    const outside = await statesOf(client, ofMachine[0]?.executionArn);
    for (const execution of ofMachine)
      histories.push({ execution, entered: await statesEntered(client, execution, outside) });
  }
  return histories;
}

/** By machine. */
export function transitionsIn(histories: readonly ExecutionHistory[]): ReadonlyMap<string, Transitions> {
  const byMachine = Map.groupBy(histories, ({ execution }) => shortMachineName(execution.machine));
  return new Map(
    [...byMachine].map(([machine, all]) => {
      const entered = all.flatMap((each) => each.entered);
      const inside = entered.filter(({ isInside }) => isInside);
      return [machine, { all: entered.length, inBranches: inside.length }];
    }),
  );
}

async function statesEntered(
  client: SFNClient,
  { executionArn }: ExecutionView,
  outside: ReadonlySet<string>,
): Promise<readonly Entered[]> {
  const entered: Entered[] = [];
  const pages = paginateGetExecutionHistory({ client, pageSize: 1000 }, { executionArn });
  for await (const { events = [] } of pages)
    for (const { type, stateEnteredEventDetails, timestamp } of events)
      if (stateEnteredEventDetails) {
        const { name: state = '' } = stateEnteredEventDetails;
        entered.push({
          state,
          at: timestamp?.getTime() ?? 0,
          isInside: !outside.has(state),
          isInstant: type === 'ChoiceStateEntered' || type === 'PassStateEntered',
        });
      }
  return entered;
}

/** The states of the machine itself, those in branches left out. */
async function statesOf(client: SFNClient, executionArn: string | undefined): Promise<ReadonlySet<string>> {
  const { definition = '' } = await client.send(
    new DescribeStateMachineForExecutionCommand({ executionArn }),
  );
  return new Set(Object.keys(JSON.parse(definition).States));
}
