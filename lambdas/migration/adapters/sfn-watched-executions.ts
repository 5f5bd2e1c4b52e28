import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  ListExecutionsCommand,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { namingTransients } from '../../shared/adapters/transient.ts';
import type { RollBackRequest } from '../contract/roll-back-payloads.ts';
import type { SeenExecution } from '../domain/watch/seen.ts';
import type { WatchedExecutions } from '../ports/watched-executions.ts';

export interface MachineArns {
  readonly migrate: string;
  readonly rollBack: string;
}

export class SfnWatchedExecutions implements WatchedExecutions {
  readonly #client: SFNClient;
  readonly #machines: MachineArns;

  constructor(client: SFNClient, machines: MachineArns) {
    this.#client = client;
    this.#machines = machines;
  }

  async look(executionArn: string): Promise<SeenExecution> {
    const command = new DescribeExecutionCommand({ executionArn });
    try {
      const { status = '', stopDate } = await namingTransients('DescribeExecution', () =>
        this.#client.send(command),
      );
      if (status === 'RUNNING' || status === 'PENDING_REDRIVE') return { running: true };
      return { running: false, status, ...(stopDate && { endedAt: stopDate.getTime() }) };
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return { running: false, status: 'gone' };
      throw error;
    }
  }

  isMigrateRunning(): Promise<boolean> {
    return this.#isAnyRunning(this.#machines.migrate, 0);
  }

  isRollBackRunning(since: string): Promise<boolean> {
    return this.#isAnyRunning(this.#machines.rollBack, Date.parse(since));
  }

  async startRollBack(name: string, request: RollBackRequest): Promise<void> {
    const command = new StartExecutionCommand({
      stateMachineArn: this.#machines.rollBack,
      name,
      input: JSON.stringify(request),
    });
    try {
      await namingTransients('StartExecution', () => this.#client.send(command));
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  }

  /** Step Functions lists the latest first. */
  async #isAnyRunning(stateMachineArn: string, since: number): Promise<boolean> {
    const command = new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 1 });
    const { executions = [] } = await namingTransients('ListExecutions', () => this.#client.send(command));
    return executions.some(({ startDate }) => !startDate || startDate.getTime() >= since);
  }
}
