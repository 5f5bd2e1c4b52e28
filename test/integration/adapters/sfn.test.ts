import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { SfnHistory } from '../../../lambdas/shared/adapters/sfn-history.ts';
import { SfnTasks } from '../../../lambdas/shared/adapters/sfn-tasks.ts';
import { type OfflineAws, REGION, startOfflineAws, until } from '../emulator/offline-aws.ts';
import { arnOf, machineOf } from '../emulator/templates.ts';

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
  let aws: OfflineAws;
  let dynamo: DynamoDBClient;
  let machine: string;

  beforeAll(async () => {
    aws = await startOfflineAws();
    dynamo = new DynamoDBClient({
      region: REGION,
      endpoint: aws.emulator.url,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
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
  afterAll(async () => {
    dynamo?.destroy();
    await aws?.stop();
  });

  async function ask(): Promise<{ execution: string; token: string }> {
    await aws.emulator.clock.hold();
    const execution = await aws.start(machine);
    const token = await until('the token is kept', async () => {
      const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: 'tokens' }));
      return Items.find((item) => item.execution?.S === execution)?.token?.S;
    });
    return { execution, token };
  }

  it('go on with the answer, and the history tells the story', async () => {
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
