import { REGION, useOfflineAws } from './offline-aws.ts';
import { arnOf, functionOf, invoke, machineOf } from './templates.ts';

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

const aws = useOfflineAws();

/** Runs a machine whose function may answer tokens of the machines that `resource` names. */
async function answerWith(stack: string, resource: string) {
  const statements = [{ Effect: 'Allow' as const, Action: 'states:SendTaskSuccess', Resource: resource }];
  const machine = machineOf('Machine', { StartAt: 'Waits', States: { Waits: WAITS } }, ['Answers']);
  const resources = { ...functionOf('Answers', ANSWERS, { statements }), ...machine };
  const { Machine = '' } = await aws.deploy(stack, resources, arnOf('Machine'));
  return aws.ended(await aws.start(Machine));
}

it('lets a function answer the token of a machine that its role names', async () => {
  const mine = `arn:aws:states:${REGION}:123456789012:stateMachine:mine-Machine-*`;
  expect(await answerWith('mine', mine)).toMatchObject({ status: 'SUCCEEDED', output: '"yes"' });
});

it('refuses it the token of another machine', async () => {
  const other = `arn:aws:states:${REGION}:123456789012:stateMachine:mine-Machine-*`;
  const { status, error, cause } = await answerWith('theirs', other);
  expect({ status, error }).toEqual({ status: 'FAILED', error: 'AccessDeniedException' });
  expect(cause).toContain('not authorized to perform: states:SendTaskSuccess');
});
