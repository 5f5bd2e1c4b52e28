import {
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  type LambdaClient,
  LambdaServiceException,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { DescribeStateMachineCommand, type SFNClient, StateMachineDoesNotExist } from '@aws-sdk/client-sfn';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import type { HookTargets, SeenFunction, SeenMachine } from '../ports/hook-targets.ts';

const ofLambda = answersOf('Lambda');
const ofStates = answersOf('Step Functions');

export class AwsHookTargets implements HookTargets {
  readonly #lambda: LambdaClient;
  readonly #sfn: SFNClient;

  constructor(lambda: LambdaClient, sfn: SFNClient) {
    this.#lambda = lambda;
    this.#sfn = sfn;
  }

  async functionOf(arn: string): Promise<SeenFunction | undefined> {
    try {
      const [{ State, Timeout }, { ReservedConcurrentExecutions: reserved }, refused] = await Promise.all([
        this.#lambda.send(new GetFunctionConfigurationCommand({ FunctionName: arn })),
        // Of the function itself: a version or an alias has none of its own.
        this.#lambda.send(new GetFunctionConcurrencyCommand({ FunctionName: unqualified(arn) })),
        this.#whyRefused(arn),
      ]);
      return {
        state: ofLambda.given(State, arn, 'State'),
        timeoutSeconds: ofLambda.given(Timeout, arn, 'Timeout'),
        ...(reserved !== undefined && { reserved }),
        ...(refused !== undefined && { refused }),
      };
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }

  async machineOf(arn: string): Promise<SeenMachine | undefined> {
    try {
      const { status, type } = await this.#sfn.send(
        // Its definition may be encrypted with a key that nobody here may use.
        new DescribeStateMachineCommand({ stateMachineArn: arn, includedData: 'METADATA_ONLY' }),
      );
      return {
        status: ofStates.given(status, arn, 'status'),
        type: ofStates.given(type, arn, 'type'),
      };
    } catch (error) {
      if (error instanceof StateMachineDoesNotExist) return undefined;
      throw error;
    }
  }

  /** Lambda's dry run checks that the function is there and may be called, and runs nothing. */
  async #whyRefused(arn: string): Promise<string | undefined> {
    try {
      await this.#lambda.send(new InvokeCommand({ FunctionName: arn, InvocationType: 'DryRun' }));
      return undefined;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) throw error;
      if (error instanceof LambdaServiceException && error.$fault === 'client')
        return `${error.name}: ${error.message}`;
      throw error;
    }
  }
}

/** `arn:aws:lambda:<region>:<account>:function:<name>`, whatever comes after it. */
function unqualified(arn: string): string {
  return arn.split(':').slice(0, 7).join(':');
}
