import { SFNClient } from '@aws-sdk/client-sfn';
import { SfnHistory } from '../../../../lambdas/migration/adapters/sfn-history.ts';
import { SfnTasks } from '../../../../lambdas/migration/adapters/sfn-tasks.ts';
import { SfnExecutions } from '../../../../lambdas/shared/adapters/sfn-executions.ts';
import { JsonServer, type Operation, Refusal } from '../../../support/json-server.ts';

describe("Step Functions' answers", () => {
  let server: JsonServer | undefined;
  afterEach(() => server?.stop());

  async function client(operations: Readonly<Record<string, Operation>>): Promise<SFNClient> {
    server = await JsonServer.start(operations);
    return new SFNClient(server.client);
  }
  const refusing = (code: string, status = 400): Operation => {
    return () => {
      throw new Refusal(code, 'no', status);
    };
  };

  it.each(['TaskTimedOut', 'TaskDoesNotExist'])('%s: the state waits no more', async (code) => {
    const tasks = new SfnTasks(await client({ SendTaskSuccess: refusing(code) }));
    expect(await tasks.succeed('token', { a: 1 })).toBe(false);
    expect(server?.calls).toEqual([
      { operation: 'SendTaskSuccess', input: { taskToken: 'token', output: '{"a":1}' } },
    ]);
  });

  it.each([
    ['InvalidToken', 400, 'InvalidToken'],
    ['AccessDeniedException', 400, 'AccessDeniedException'],
    ['ThrottlingException', 400, 'TransientFailure'],
    ['ServiceUnavailable', 503, 'TransientFailure'],
  ])('%s (%d) is an error, not "waits no more"', async (code, status, name) => {
    const tasks = new SfnTasks(await client({ SendTaskSuccess: refusing(code, status) }));
    await expect(tasks.succeed('token', {})).rejects.toMatchObject({ name });
  });

  it('list what runs page by page', async () => {
    const one = (name: string) => ({ name, executionArn: `arn:${name}`, startDate: 1_000 });
    const executions = new SfnExecutions(
      await client({
        ListExecutions: ({ nextToken }) =>
          nextToken ? { executions: [one('b')] } : { executions: [one('a')], nextToken: 'more' },
      }),
    );
    const startedAt = new Date(1_000_000).toISOString();
    expect(await executions.running('arn:machine')).toEqual([
      { name: 'a', arn: 'arn:a', startedAt },
      { name: 'b', arn: 'arn:b', startedAt },
    ]);
    expect(server?.calls[0]?.input).toMatchObject({ statusFilter: 'RUNNING' });
  });

  it.each([
    ['ExecutionDoesNotExist', undefined],
    ['ThrottlingException', 'TransientFailure'],
    ['AccessDeniedException', 'AccessDeniedException'],
  ])('to stopping an execution, %s: it is over only if there is none', async (code, name) => {
    const executions = new SfnExecutions(await client({ StopExecution: refusing(code) }));
    const stopped = executions.stop('arn:run-1', 'RolledBack', 'why').catch((error: Error) => error.name);
    expect(await stopped).toBe(name);
  });

  it.each([
    ['RUNNING', true],
    ['PENDING_REDRIVE', true],
    ['SUCCEEDED', false],
    ['ABORTED', false],
  ])('an execution that is %s runs: %s', async (status, runs) => {
    const executions = new SfnExecutions(await client({ DescribeExecution: () => ({ status }) }));
    expect(await executions.isRunning('arn:run-1')).toBe(runs);
  });

  const entered = (id: number, name: string) => ({
    id,
    timestamp: 1_000 + id,
    type: 'TaskStateEntered',
    stateEnteredEventDetails: { name },
  });
  const exited = (id: number, name: string, output?: string) => ({
    id,
    timestamp: 1_000 + id,
    type: 'TaskStateExited',
    stateExitedEventDetails: { name, ...(output !== undefined && { output }) },
  });

  it('give the history page by page, and every visit of a state its own end', async () => {
    const history = new SfnHistory(
      await client({
        GetExecutionHistory: ({ nextToken }) =>
          nextToken
            ? {
                events: [
                  exited(4, 'Soak', '2'),
                  entered(5, 'Judge'),
                  exited(6, 'Judge', '{"verdict":"pass"}'),
                ],
              }
            : {
                events: [
                  { id: 0, timestamp: 1_000, type: 'ExecutionStarted' },
                  entered(1, 'Soak'),
                  exited(2, 'Soak', '1'),
                  entered(3, 'Soak'),
                ],
                nextToken: 'more',
              },
      }),
    );
    const at = (seconds: number) => new Date(seconds * 1000).toISOString();
    expect(await history.visits('arn')).toEqual([
      { state: 'Soak', enteredAt: at(1001), leftAt: at(1002), output: 1 },
      { state: 'Soak', enteredAt: at(1003), leftAt: at(1004), output: 2 },
      { state: 'Judge', enteredAt: at(1005), leftAt: at(1006), output: { verdict: 'pass' } },
    ]);
    expect(server?.calls[0]?.input).toEqual({
      executionArn: 'arn',
      includeExecutionData: true,
      maxResults: 1000,
    });
  });

  it('keep visits of one state apart that go on at the same time', async () => {
    const events = [entered(1, 'Each'), entered(2, 'Each'), exited(3, 'Each', '1'), exited(4, 'Each', '2')];
    const history = new SfnHistory(await client({ GetExecutionHistory: () => ({ events }) }));
    const visits = await history.visits('arn');
    expect(visits.map(({ output }) => output).toSorted()).toEqual([1, 2]);
  });

  it('leave an output out that was truncated', async () => {
    const events = [entered(1, 'Soak'), exited(2, 'Soak', '{"verdict":"pa')];
    const history = new SfnHistory(await client({ GetExecutionHistory: () => ({ events }) }));
    expect(await history.visits('arn')).toMatchObject([{ state: 'Soak', output: undefined }]);
  });

  it('are an error when they cannot be had', async () => {
    const history = new SfnHistory(await client({ GetExecutionHistory: refusing('ExecutionDoesNotExist') }));
    await expect(history.visits('arn')).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
  });
});
