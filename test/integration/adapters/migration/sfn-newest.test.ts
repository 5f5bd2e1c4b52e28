import { SFNClient } from '@aws-sdk/client-sfn';
import { SfnHistory } from '../../../../lambdas/migration/adapters/sfn-history.ts';
import { SfnNewestExecutions } from '../../../../lambdas/migration/adapters/sfn-newest-executions.ts';
import { JsonServer, type Operation, Refusal } from '../../../support/json-server.ts';

describe('what Step Functions knows that is newest', () => {
  let server: JsonServer | undefined;
  afterEach(() => server?.stop());

  async function client(operations: Readonly<Record<string, Operation>>): Promise<SFNClient> {
    server = await JsonServer.start(operations);
    return new SFNClient(server.client);
  }
  const machines = { migrate: 'arn:migrate', rollBack: 'arn:roll-back' };
  const one = { name: 'a', executionArn: 'arn:a', startDate: 1_000, status: 'RUNNING' };

  it('is one execution of Migrate, in whatever status', async () => {
    const newest = new SfnNewestExecutions(
      await client({ ListExecutions: () => ({ executions: [one] }) }),
      machines,
    );
    const startedAt = new Date(1_000_000).toISOString();
    expect(await newest.migrate()).toEqual({ name: 'a', arn: 'arn:a', startedAt, status: 'RUNNING' });
    expect(server?.calls[0]?.input).toEqual({ stateMachineArn: 'arn:migrate', maxResults: 1 });
  });

  it('are so many of RollBack, and none where there are none', async () => {
    const newest = new SfnNewestExecutions(
      await client({ ListExecutions: () => ({ executions: [] }) }),
      machines,
    );
    expect(await newest.rollBacks(3)).toEqual([]);
    expect(await newest.migrate()).toBeUndefined();
    expect(server?.calls[0]?.input).toEqual({ stateMachineArn: 'arn:roll-back', maxResults: 3 });
  });

  it('are the last states of an execution, in the order in which they were entered, by one call', async () => {
    const event = (id: number, name: string, output?: object) => ({
      id,
      timestamp: 1_000 + id,
      type: output ? 'TaskStateExited' : 'TaskStateEntered',
      ...(output
        ? { stateExitedEventDetails: { name, output: JSON.stringify(output) } }
        : { stateEnteredEventDetails: { name } }),
    });
    // The first one was left in what is read, and entered before.
    const events = [
      event(4, 'C'),
      event(3, 'B', { reason: 'b' }),
      event(2, 'B'),
      event(1, 'A', { reason: 'a' }),
    ];
    const history = new SfnHistory(
      await client({ GetExecutionHistory: () => ({ events, nextToken: 'more' }) }),
    );
    expect(await history.latest('arn:a', 50)).toMatchObject([
      { state: 'B', output: { reason: 'b' } },
      { state: 'C', leftAt: '' },
    ]);
    expect(server?.calls.map(({ input }) => input)).toEqual([
      { executionArn: 'arn:a', reverseOrder: true, maxResults: 50, includeExecutionData: true },
    ]);
  });

  it('throttled, is a passing failure', async () => {
    const refuse = () => {
      throw new Refusal('ThrottlingException', 'slow down');
    };
    const sfn = await client({ ListExecutions: refuse, GetExecutionHistory: refuse });
    await expect(new SfnNewestExecutions(sfn, machines).migrate()).rejects.toMatchObject({
      name: 'TransientFailure',
    });
    await expect(new SfnHistory(sfn).latest('arn:a', 1)).rejects.toMatchObject({ name: 'TransientFailure' });
  });
});
