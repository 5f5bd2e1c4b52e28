import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { REGION } from './offline-aws.ts';
import { aws } from './shared-emulator.ts';
import { invoke } from './templates.ts';

async function ask(method: string, path: string, body?: string) {
  const response = await fetch(`${aws.emulator.url}/_rehearsal/${path}`, { method, ...(body && { body }) });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

it.each([
  ['GET', 'nothing', undefined, 404, 'there is no GET /_rehearsal/nothing'],
  ['GET', 'events', undefined, 404, 'there is no GET /_rehearsal/events'],
  ['POST', 'events', '{', 400, 'the body is not JSON'],
  ['POST', 'events', '[]', 400, 'the body must be a JSON object'],
  ['POST', 'events', '{}', 400, 'entries is None; expected list'],
  ['POST', 'clock/park', '{}', 400, 'requestId or key is missing'],
  ['POST', 'authorize', '{"accessKeyId": "test"}', 400, 'action is None; expected str'],
])('%s %s with %s is answered by %i: %s', async (method, path, body, status, message) => {
  const asked = await ask(method, path, body);
  expect(asked.status).toBe(status);
  expect(asked.answer.message).toContain(message);
});

it('says that it is well', async () => {
  expect(await ask('GET', 'health')).toEqual({ status: 200, answer: { status: 'ok' } });
});

it('answers with the content type of the service itself, for it reads no descriptions of services', async () => {
  const asked = new URLSearchParams({ Action: 'ListStacks', Version: '2010-05-15' });
  const authorization =
    'AWS4-HMAC-SHA256 Credential=test/20261123/eu-west-1/cloudformation/aws4_request, SignedHeaders=host, Signature=0';
  const { status, headers } = await fetch(aws.emulator.url, {
    method: 'POST',
    body: asked,
    headers: { authorization },
  });
  expect([status, headers.get('content-type')]).toEqual([200, 'application/xml']);
});

it('knows no machine of a token that it has not given out', async () => {
  expect(await ask('POST', 'task-token', '{"token": "nobody\'s"}')).toEqual({
    status: 200,
    answer: { machine: null },
  });
});

it('has the keys that it is given, in their states, in place of those before', async () => {
  const [KeyId, doomed] = ['11111111-2222-4333-8444-555555555555', '22222222-2222-4333-8444-555555555555'];
  const kms = new KMSClient({
    region: REGION,
    endpoint: aws.emulator.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const describe = (id: string) => kms.send(new DescribeKeyCommand({ KeyId: id }));
  const { arns } = await aws.emulator.putKeys([
    { KeyId, Description: 'data', Aliases: ['alias/data'] },
    { KeyId: doomed, Aliases: ['alias/doomed'] },
  ]);
  expect(arns).toEqual([KeyId, doomed].map((id) => `arn:aws:kms:${REGION}:123456789012:key/${id}`));
  expect((await describe(KeyId)).KeyMetadata).toMatchObject({ Enabled: true, Description: 'data' });
  expect((await describe('alias/data')).KeyMetadata).toMatchObject({ KeyId });
  await aws.emulator.putKeys([{ KeyId, KeyState: 'PendingDeletion', Aliases: ['alias/doomed'] }]);
  expect((await describe(KeyId)).KeyMetadata).toMatchObject({ Enabled: false, KeyState: 'PendingDeletion' });
  await expect(describe(doomed)).rejects.toThrow('not found');
  await expect(describe('alias/data')).rejects.toThrow('not found');
  expect((await describe('alias/doomed')).KeyMetadata).toMatchObject({ KeyId });
  kms.destroy();
});

it('sends the functions that start from then on to the gateway', async () => {
  const machine = { StartAt: 'Tell', States: { Tell: { ...invoke('Tell'), End: true } } };
  const tell = { Tell: 'exports.handler = async () => process.env.AWS_ENDPOINT_URL;' };
  expect((await aws.run(machine, tell)).output).toBe(aws.emulator.url);
  await aws.emulator.sendFunctionsTo('http://127.0.0.1:9');
  expect((await aws.run(machine, tell)).output).toBe('http://127.0.0.1:9');
});

it('forgets executions that have ended, so that their names can be given again, and none that runs', async () => {
  await aws.emulator.clock.hold();
  const stateMachineArn = await aws.machine({
    StartAt: 'Which',
    States: {
      Which: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.waits %}', Next: 'Soak' }],
        Default: 'Done',
      },
      Soak: { Type: 'Wait', Seconds: 86_400, End: true },
      Done: { Type: 'Succeed' },
    },
  });
  const running = { stateMachineArn, name: 'running', input: '{"waits":true}' };
  const over = { stateMachineArn, name: 'over', input: '{"waits":false}' };
  const { executionArn } = await aws.sfn.send(new StartExecutionCommand(running));
  await aws.ended((await aws.sfn.send(new StartExecutionCommand(over))).executionArn ?? '');
  expect(await aws.emulator.forgetExecutions()).toBeGreaterThan(0);
  const left = await aws.emulator.executions();
  expect(left.map((each) => each.executionArn)).toEqual([executionArn]);
  await aws.ended((await aws.sfn.send(new StartExecutionCommand(over))).executionArn ?? '');
  await aws.emulator.clock.release();
});
