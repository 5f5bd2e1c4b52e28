import { GetAccountSettingsCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import type { Concurrency, FunctionLimits } from '../ports/function-limits.ts';

const { given } = answersOf('Lambda');

export class LambdaLimits implements FunctionLimits {
  readonly #client: LambdaClient;

  constructor(client: LambdaClient) {
    this.#client = client;
  }

  async concurrency(): Promise<Concurrency> {
    const { AccountLimit } = await this.#client.send(new GetAccountSettingsCommand({}));
    const { ConcurrentExecutions: all, UnreservedConcurrentExecutions: unreserved } = AccountLimit ?? {};
    return {
      all: given(all, 'the account', 'ConcurrentExecutions'),
      unreserved: given(unreserved, 'the account', 'UnreservedConcurrentExecutions'),
    };
  }
}
