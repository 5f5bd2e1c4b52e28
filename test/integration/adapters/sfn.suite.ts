import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SfnReplacements } from '../../../lambdas/masters/adapters/sfn-replacements.ts';
import type { ReplacementRef } from '../../../lambdas/masters/contract/payloads.ts';
import { SfnHistory } from '../../../lambdas/migration/adapters/sfn-history.ts';
import { SfnTasks } from '../../../lambdas/migration/adapters/sfn-tasks.ts';
import { JsonServer, type Operation, Refusal } from '../../support/json-server.ts';
import { until } from '../emulator/offline-aws.ts';
import { arnOf, machineOf } from '../emulator/templates.ts';
import { aws, clientOptions } from './shared-emulator.ts';

/** Puts its task token into a table and waits for the answer; then waits a little, and ends. */
const MACHINE = machineOf('Asking', {
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken',
      Arguments: {
        TableName: 'tokens',
        Item: {
          execution: { S: '{% $states.context.Execution.Id %}' },
          token: { S: '{% $states.context.Task.Token %}' },
        },
      },
      TimeoutSeconds: 100_000,
      Next: 'Rest',
    },
    Rest: { Type: 'Wait', Seconds: 7200, Next: 'Done' },
    Done: { Type: 'Succeed' },
  },
});

describe('States that wait for an answer', () => {
  let dynamo: DynamoDBClient;
  let machine: string;

  beforeAll(async () => {
    dynamo = new DynamoDBClient(clientOptions());
    await dynamo.send(
      new CreateTableCommand({
        TableName: 'tokens',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'execution', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'execution', KeyType: 'HASH' }],
      }),
    );
    machine = (await aws.deploy('asking', MACHINE, arnOf('Asking'))).Asking ?? '';
  });
  afterAll(() => dynamo?.destroy());

  async function ask(): Promise<{ execution: string; token: string }> {
    await aws.emulator.clock.hold();
    const execution = await aws.start(machine);
    const token = await until('the token is kept', async () => {
      const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: 'tokens' }));
      return Items.find((item) => item.execution?.S === execution)?.token?.S;
    });
    return { execution, token };
  }

  it('continue with the answer, which the history shows', async () => {
    const { execution, token } = await ask();
    const answer = { decision: 'promote', reason: 'fine' };
    expect(await new SfnTasks(aws.sfn).succeed(token, answer)).toBe(true);
    await aws.emulator.clock.release();
    await aws.ended(execution);
    const visits = await new SfnHistory(aws.sfn).visits(execution);
    expect(visits.map(({ state }) => state)).toEqual(['Ask', 'Rest', 'Done']);
    expect(visits[0]).toMatchObject({ output: answer });
    const [, rest] = visits;
    const rested = Date.parse(rest?.leftAt ?? '') - Date.parse(rest?.enteredAt ?? '');
    expect(rested).toBeGreaterThanOrEqual(7_200_000);
    expect(rested).toBeLessThan(7_260_000);
  });

  it('cannot be answered any more after they timed out', async () => {
    const { execution, token } = await ask();
    await aws.emulator.clock.release();
    expect((await aws.ended(execution)).status).toBe('FAILED');
    expect(await new SfnTasks(aws.sfn).succeed(token, {})).toBe(false);
    const [visit] = await new SfnHistory(aws.sfn).visits(execution);
    expect(visit).toMatchObject({ state: 'Ask', leftAt: '', output: undefined });
  });
});

const REF: ReplacementRef = { id: 'i-1', group: 'a.masters.k8s.shop.test', instance: 'i-1', attempt: 2 };

describe('Executions of ReplaceMaster', () => {
  const waiting = {
    QueryLanguage: 'JSONata',
    StartAt: 'Wait',
    States: { Wait: { Type: 'Wait', Timestamp: '2999-01-01T00:00:00Z', End: true } },
  };

  it('begin with who is replaced, and nothing else', async () => {
    const executions = new SfnReplacements(
      await aws.machine({ StartAt: 'End', States: { End: { Type: 'Succeed' } } }),
      aws.sfn,
    );
    expect(await executions.isRunning(executions.arnOf(REF))).toBe(false);
    const kept = { ...REF, status: 'open', marks: {} };
    expect(await executions.start(kept)).toBe('started');
    const { name, input } = await aws.ended(executions.arnOf(REF));
    expect(name).toBe('i-1-2');
    expect(JSON.parse(input ?? '')).toEqual(REF);
    expect(await executions.isRunning(executions.arnOf(REF))).toBe(false);
    expect(await executions.start(REF)).toBe('exists');
  });

  it('run on when they are started again', async () => {
    const executions = new SfnReplacements(await aws.machine(waiting), aws.sfn);
    // Where all wait, the clock goes on to the wait's end.
    await aws.emulator.clock.hold();
    expect(await executions.start(REF)).toBe('started');
    expect(['started', 'exists']).toContain(await executions.start(REF));
    expect(await executions.isRunning(executions.arnOf(REF))).toBe(true);
    expect(await executions.isRunning(executions.arnOf({ ...REF, attempt: 1 }))).toBe(false);
    await aws.emulator.clock.release();
  });
});

describe('What Step Functions says of one', () => {
  let server: JsonServer | undefined;
  afterEach(() => server?.stop());

  async function scripted(operations: Readonly<Record<string, Operation>>) {
    server = await JsonServer.start(operations);
    const machine = 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-masters-ReplaceMaster';
    return new SfnReplacements(machine, new SFNClient(server.client));
  }
  const refusing = (code: string, status = 400): Operation => {
    return () => {
      throw new Refusal(code, 'no', status);
    };
  };
  const EXECUTION = 'arn:aws:states:us-west-1:111122223333:execution:shop-masters-ReplaceMaster:i-1-2';

  it('that it has started it again, which it says too when it runs already', async () => {
    const executions = await scripted({ StartExecution: () => ({ executionArn: EXECUTION, startDate: 1 }) });
    expect(await executions.start(REF)).toBe('started');
  });

  it('that one of that name exists, and nothing else is asked', async () => {
    const executions = await scripted({ StartExecution: refusing('ExecutionAlreadyExists') });
    expect(await executions.start(REF)).toBe('exists');
    expect(server?.calls).toHaveLength(1);
  });

  it.each([
    ['RUNNING', true],
    ['PENDING_REDRIVE', true],
    ['SUCCEEDED', false],
    ['FAILED', false],
    ['TIMED_OUT', false],
    ['ABORTED', false],
  ])('whether it runs: %s', async (status, runs) => {
    const executions = await scripted({ DescribeExecution: () => ({ executionArn: EXECUTION, status }) });
    expect(await executions.isRunning(executions.arnOf(REF))).toBe(runs);
    expect(server?.calls[0]?.input).toEqual({ executionArn: EXECUTION });
  });

  it.each([
    ['StateMachineDoesNotExist', 400, 'StateMachineDoesNotExist'],
    ['InvalidName', 400, 'InvalidName'],
    ['ExecutionLimitExceeded', 400, 'ExecutionLimitExceeded'],
    ['ThrottlingException', 400, 'TransientFailure'],
    ['InternalFailure', 500, 'TransientFailure'],
  ])('that it could not start it: %s', async (code, status, name) => {
    const executions = await scripted({ StartExecution: refusing(code, status) });
    await expect(executions.start(REF)).rejects.toMatchObject({ name });
  });
});
