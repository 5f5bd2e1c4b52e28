import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { SfnHistory } from '../../lambdas/migration/adapters/sfn-history.ts';
import type { StateVisit } from '../../lambdas/migration/domain/timeline.ts';
import { plainCause } from '../../lambdas/shared/domain/plain-cause.ts';
import { isDenial } from '../../snapshot/source/trouble.ts';
import { isPassing } from './trouble.ts';

/** Between two looks at an execution, milliseconds. */
const PAUSE = 1_000;
const MOST_HISTORY = 200;

export interface Ended {
  /** `SUCCEEDED`, `FAILED`, `ABORTED`, `TIMED_OUT`. */
  readonly status: string;
  /** The state that it ended in; '' where its history may not be read. */
  readonly state: string;
  readonly error: string;
  readonly cause: string;
}

/** Starts a machine once, however often the request is sent. @returns the execution's ARN */
export async function start(client: SFNClient, stateMachineArn: string, input: object): Promise<string> {
  const name = `by-command-${randomUUID()}`;
  try {
    const command = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) });
    const { executionArn = '' } = await client.send(command);
    return executionArn;
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
    return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  }
}

/** A state in words; undefined: nobody needs to know. */
export type InWords = (visit: StateVisit) => string | undefined;

/** Waits until an execution has ended. @param say gets a line for each state that `words` has words for */
export async function follow(
  client: SFNClient,
  executionArn: string,
  words: InWords,
  say: (line: string) => void,
): Promise<Ended> {
  const said = new Set<string>();
  for (;;) {
    const [execution, visits] = [await described(client, executionArn), await visited(client, executionArn)];
    for (const line of visits.flatMap((visit) => words(visit) ?? [])) {
      if (!said.has(line)) say(line);
      said.add(line);
    }
    const { status = '', error = '', cause = '' } = execution ?? {};
    if (execution && status !== 'RUNNING' && status !== 'PENDING_REDRIVE')
      return { status, state: visits.at(-1)?.state ?? '', error, cause: plainCause(cause) };
    await sleep(PAUSE);
  }
}

async function described(client: SFNClient, executionArn: string) {
  try {
    return await client.send(new DescribeExecutionCommand({ executionArn }));
  } catch (error) {
    if (!isPassing(error)) throw error;
    return undefined;
  }
}

/** Only for people, so nothing depends on it. */
async function visited(client: SFNClient, executionArn: string): Promise<readonly StateVisit[]> {
  try {
    return await new SfnHistory(client).latest(executionArn, MOST_HISTORY);
  } catch (error) {
    if (!isPassing(error) && !isDenial(error)) throw error;
    return [];
  }
}
