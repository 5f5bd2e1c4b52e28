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

  async migrate(): Promise<NewestExecution | undefined> {
    const [newest] = await this.#newestOf(this.#machines.migrate, 1);
    return newest;
  }

  rollBacks(most: number): Promise<readonly NewestExecution[]> {
    return this.#newestOf(this.#machines.rollBack, most);
  }

  /** Step Functions lists the latest first. */
  async #newestOf(stateMachineArn: string, maxResults: number): Promise<readonly NewestExecution[]> {
    const command = new ListExecutionsCommand({ stateMachineArn, maxResults });
    const { executions = [] } = await namingTransients('ListExecutions', () => this.#client.send(command));
    return executions.map(({ name = '', executionArn: arn = '', startDate, stopDate, status = '' }) => ({
      name,
      arn,
      startedAt: startDate ? timeAt(startDate.getTime()) : '',
      status,
      ...(stopDate && { endedAt: timeAt(stopDate.getTime()) }),
    }));
  }
}
