import { REGION, until } from './offline-aws.ts';
import { aws } from './shared-emulator.ts';
import { arnOf, functionOf, invoke, machineOf, PASS, role, ruleOf, TO_MACHINE } from './templates.ts';

const PLACE = `${REGION}:123456789012`;

function mayInvoke(resource: string) {
  return [{ Effect: 'Allow' as const, Action: 'lambda:InvokeFunction', Resource: resource }];
}

/** Runs a machine with one state, whose role allows what `may` says. */
async function runWith(stack: string, state: object, may: ReturnType<typeof mayInvoke>) {
  const machine = machineOf('Machine', { StartAt: 'Call', States: { Call: state } }, ['Hello'], {}, may);
  const resources = { ...functionOf('Hello', "exports.handler = async () => 'hello';"), ...machine };
  const { Machine = '' } = await aws.deploy(stack, resources, arnOf('Machine'));
  return aws.ended(await aws.start(Machine));
}

const CALL = { ...invoke('Hello'), End: true };

describe('a task', () => {
  it("does what the machine's role allows", async () => {
    const may = mayInvoke(`arn:aws:lambda:${PLACE}:function:allowed-Hello-*`);
    expect(await runWith('allowed', CALL, may)).toMatchObject({ status: 'SUCCEEDED', output: '"hello"' });
  });

  it.each([
    [
      'a function that its role does not name',
      'refused',
      { ...CALL, TimeoutSeconds: 60 },
      'Lambda.AWSLambdaException',
    ],
    [
      'a function that is to pass on a token',
      'refused-token',
      { ...CALL, Resource: `${CALL.Resource}.waitForTaskToken`, TimeoutSeconds: 60 },
      'Lambda.AWSLambdaException',
    ],
    [
      'a topic',
      'refused-topic',
      {
        Type: 'Task',
        Resource: 'arn:aws:states:::sns:publish',
        Arguments: { TopicArn: `arn:aws:sns:${PLACE}:topic`, Message: 'x' },
        End: true,
      },
      'SNS.AccessDeniedException',
    ],
    [
      'a machine',
      'refused-machine',
      {
        Type: 'Task',
        Resource: 'arn:aws:states:::states:startExecution',
        Arguments: { StateMachineArn: `arn:aws:states:${PLACE}:stateMachine:other`, Input: {} },
        End: true,
      },
      'StepFunctions.AccessDeniedException',
    ],
  ])('is refused %s', async (_, stack, state, error) => {
    const may = mayInvoke(`arn:aws:lambda:${PLACE}:function:another`);
    const execution = await runWith(stack, state, may);
    expect(execution).toMatchObject({ status: 'FAILED', error });
    expect(execution.cause).toMatch(
      /^not authorized to perform \w+:\w+: no statement of arn:aws:iam::.* allows/,
    );
  });
});

it('an event does not start a machine that the role of the target may not start, and the log says why', async () => {
  const runs = role('events.amazonaws.com', [
    {
      Effect: 'Allow',
      Action: 'states:StartExecution',
      Resource: `arn:aws:states:${PLACE}:stateMachine:other`,
    },
  ]);
  const rule = ruleOf({ EventPattern: { source: ['aws.cloudwatch'] } }, TO_MACHINE);
  await aws.deploy('target', { ...PASS, Runs: runs, Rule: rule });
  await aws.emulator.putEvents([{ source: 'aws.cloudwatch', detailType: 'test', detail: {} }]);
  const line = await until('the log tells', async () =>
    aws.log.find((found) => found.includes('was not delivered')),
  );
  expect(line).toContain('allows states:StartExecution on');
  const executions = await aws.emulator.executions();
  expect(executions.filter(({ machine }) => machine.startsWith('target-'))).toEqual([]);
});

const ANSWERS = `const { SFNClient, SendTaskSuccessCommand } = require('@aws-sdk/client-sfn');
exports.handler = async ({ token }) => {
  await new SFNClient({ maxAttempts: 1 }).send(new SendTaskSuccessCommand({ taskToken: token, output: '"yes"' }));
};`;

const WAITS = {
  ...invoke('Answers'),
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Arguments: { ...invoke('Answers').Arguments, Payload: { token: '{% $states.context.Task.Token %}' } },
  TimeoutSeconds: 60,
  Output: '{% $states.result %}',
  End: true,
};

/** Runs a machine whose function may answer tokens of the machines that `resource` names. */
async function answerWith(stack: string, resource: string) {
  const statements = [{ Effect: 'Allow' as const, Action: 'states:SendTaskSuccess', Resource: resource }];
  const machine = machineOf('Machine', { StartAt: 'Waits', States: { Waits: WAITS } }, ['Answers']);
  const resources = { ...functionOf('Answers', ANSWERS, { statements }), ...machine };
  const { Machine = '' } = await aws.deploy(stack, resources, arnOf('Machine'));
  return aws.ended(await aws.start(Machine));
}

describe("a function's answer to a task token", () => {
  it('is taken where its role names the machine', async () => {
    const mine = `arn:aws:states:${PLACE}:stateMachine:mine-Machine-*`;
    expect(await answerWith('mine', mine)).toMatchObject({ status: 'SUCCEEDED', output: '"yes"' });
  });

  it('is refused for the token of another machine', async () => {
    const other = `arn:aws:states:${PLACE}:stateMachine:mine-Machine-*`;
    const { status, error, cause } = await answerWith('theirs', other);
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'AccessDeniedException' });
    expect(cause).toContain('not authorized to perform: states:SendTaskSuccess');
  });
});
