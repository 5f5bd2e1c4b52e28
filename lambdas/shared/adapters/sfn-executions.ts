import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  ListExecutionsCommand,
  type ListExecutionsCommandOutput,
  type SFNClient,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { RunningExecution } from '../domain/running-execution.ts';
import type { Executions } from '../ports/executions.ts';
import { namingTransients } from './transient.ts';

/** Longest `cause` that Step Functions takes, characters. */
const CAUSE_LENGTH = 32_768;

export class SfnExecutions implements Executions {
  readonly #client: SFNClient;

  constructor(client: SFNClient) {
    this.#client = client;
  }

  async isRunning(executionArn: string): Promise<boolean> {
    try {
      const command = new DescribeExecutionCommand({ executionArn });
      const { status } = await namingTransients('DescribeExecution', () => this.#client.send(command));
      return status === 'RUNNING' || status === 'PENDING_REDRIVE';
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return false;
      throw error;
    }
  }

  async running(stateMachineArn: string): Promise<readonly RunningExecution[]> {
    const found: RunningExecution[] = [];
    let nextToken: string | undefined;
    do {
      const command: ListExecutionsCommand = new ListExecutionsCommand({
        stateMachineArn,
        statusFilter: 'RUNNING',
        nextToken,
      });
      const page: ListExecutionsCommandOutput = await namingTransients('ListExecutions', () =>
        this.#client.send(command),
      );
      for (const { name = '', executionArn = '', startDate } of page.executions ?? []) {
        found.push({ name, arn: executionArn, startedAt: (startDate ?? new Date(0)).toISOString() });
      }
      nextToken = page.nextToken;
    } while (nextToken);
    return found;
  }

  async stop(executionArn: string, error: string, cause: string): Promise<void> {
    const command = new StopExecutionCommand({ executionArn, error, cause: cause.slice(0, CAUSE_LENGTH) });
    try {
      await namingTransients('StopExecution', () => this.#client.send(command));
    } catch (stopError) {
      if (!(stopError instanceof ExecutionDoesNotExist)) throw stopError;
    }
  }
}
