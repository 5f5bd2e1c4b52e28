import {
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { namingTransients } from '../../shared/adapters/transient.ts';
import type { Tasks } from '../ports/tasks.ts';

/** States of Step Functions machines that wait for a task token. */
export class SfnTasks implements Tasks {
  readonly #client: SFNClient;

  constructor(client: SFNClient) {
    this.#client = client;
  }

  succeed(taskToken: string, output: unknown): Promise<boolean> {
    const command = new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) });
    return stillWaits('SendTaskSuccess', () => this.#client.send(command));
  }

  beat(taskToken: string): Promise<boolean> {
    const command = new SendTaskHeartbeatCommand({ taskToken });
    return stillWaits('SendTaskHeartbeat', () => this.#client.send(command));
  }
}

async function stillWaits(what: string, send: () => Promise<unknown>): Promise<boolean> {
  try {
    await namingTransients(`Step Functions ${what}`, send);
    return true;
  } catch (error) {
    if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist) return false;
    throw error;
  }
}
