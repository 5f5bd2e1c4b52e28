import { GetAccountSettingsCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';
import type { Concurrency, FunctionLimits } from '../ports/function-limits.ts';

export class LambdaLimits implements FunctionLimits {
  readonly #client: LambdaClient;

  constructor(client: LambdaClient) {
    this.#client = client;
  }

  async concurrency(): Promise<Concurrency> {
    const { AccountLimit } = await this.#client.send(new GetAccountSettingsCommand({}));
    const { ConcurrentExecutions: all, UnreservedConcurrentExecutions: unreserved } = AccountLimit ?? {};
    if (all === undefined || unreserved === undefined)
      throw new NamedError(ERRORS.unreadableAnswer, 'Lambda reports no limit of concurrent executions.');
    return { all, unreserved };
  }
}
