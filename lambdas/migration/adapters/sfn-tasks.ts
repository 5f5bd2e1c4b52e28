import { SendTaskSuccessCommand, type SFNClient, TaskDoesNotExist, TaskTimedOut } from '@aws-sdk/client-sfn';
import { namingTransients } from '../../shared/adapters/transient.ts';
import type { Tasks } from '../ports/tasks.ts';

/** States of Step Functions machines that wait for a task token. */
export class SfnTasks implements Tasks {
  readonly #client: SFNClient;

  constructor(client: SFNClient) {
    this.#client = client;
  }

  async succeed(taskToken: string, output: unknown): Promise<boolean> {
    const command = new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) });
    try {
      await namingTransients('Step Functions SendTaskSuccess', () => this.#client.send(command));
      return true;
    } catch (error) {
      if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist) return false;
      throw error;
    }
  }
}
