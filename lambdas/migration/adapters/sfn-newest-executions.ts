import { ListExecutionsCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { namingTransients } from '../../shared/adapters/transient.ts';
import { timeAt } from '../../shared/domain/time.ts';
import type { NewestExecution } from '../domain/status/seen.ts';
import type { NewestExecutions } from '../ports/newest-executions.ts';
import type { MachineArns } from './sfn-watched-executions.ts';

export class SfnNewestExecutions implements NewestExecutions {
  readonly #client: SFNClient;
  readonly #machines: MachineArns;

  constructor(client: SFNClient, machines: MachineArns) {
    this.#client = client;
    this.#machines = machines;
  }

  migrate(): Promise<NewestExecution | undefined> {
    return this.#newestOf(this.#machines.migrate);
  }

  rollBack(): Promise<NewestExecution | undefined> {
    return this.#newestOf(this.#machines.rollBack);
  }

  /** Step Functions lists the latest first. */
  async #newestOf(stateMachineArn: string): Promise<NewestExecution | undefined> {
    const command = new ListExecutionsCommand({ stateMachineArn, maxResults: 1 });
    const { executions: [newest] = [] } = await namingTransients('ListExecutions', () =>
      this.#client.send(command),
    );
    if (!newest) return undefined;
    const { name = '', executionArn = '', startDate, stopDate, status = '' } = newest;
    return {
      name,
      arn: executionArn,
      startedAt: startDate ? timeAt(startDate.getTime()) : '',
      status,
      ...(stopDate && { endedAt: timeAt(stopDate.getTime()) }),
    };
  }
}
