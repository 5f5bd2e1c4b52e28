import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { sfn } from '../../shared/adapters/sfn-client.ts';
import { SfnExecutions } from '../../shared/adapters/sfn-executions.ts';
import { namingTransients } from '../../shared/adapters/transient.ts';
import type { ReplacementRef } from '../contract/payloads.ts';
import type { Replacements } from '../ports/replacements.ts';

/** Executions of the ReplaceMaster machine. */
export class SfnReplacements implements Replacements {
  readonly #machineArn: string;
  readonly #client: SFNClient;
  readonly #executions: SfnExecutions;

  constructor(machineArn: string, client: SFNClient = sfn) {
    this.#machineArn = machineArn;
    this.#client = client;
    this.#executions = new SfnExecutions(client);
  }

  async start(replacement: ReplacementRef): Promise<'started' | 'exists'> {
    const { id, group, instance, attempt } = replacement;
    const command = new StartExecutionCommand({
      stateMachineArn: this.#machineArn,
      name: nameOf(replacement),
      input: JSON.stringify({ id, group, instance, attempt }),
    });
    try {
      await namingTransients('Step Functions StartExecution', () => this.#client.send(command));
      return 'started';
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return 'exists';
      throw error;
    }
  }

  arnOf(replacement: ReplacementRef): string {
    return `${this.#machineArn.replace(':stateMachine:', ':execution:')}:${nameOf(replacement)}`;
  }

  isRunning(executionArn: string): Promise<boolean> {
    return this.#executions.isRunning(executionArn);
  }
}

function nameOf({ id, attempt }: ReplacementRef): string {
  return `${id}-${attempt}`;
}
