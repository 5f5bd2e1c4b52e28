import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { route53 } from '../../../../../lambdas/migration/adapters/route53-client.ts';
import { answerTimes } from '../../../../../lambdas/shared/adapters/answer-times.ts';
import { dynamo } from '../../../../../lambdas/shared/adapters/dynamo-client.ts';
import { sfn } from '../../../../../lambdas/shared/adapters/sfn-client.ts';

const LIST =
  '<ListResourceRecordSetsResponse><IsTruncated>false</IsTruncated></ListResourceRecordSetsResponse>';

const CALLS: readonly [string, () => Promise<unknown>, string][] = [
  ['Route 53', () => route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: 'Z1' })), LIST],
  [
    'DynamoDB',
    () => dynamo.send(new GetItemCommand({ TableName: 'journal', Key: { item: { S: 'run' } } })),
    '{}',
  ],
  [
    'Step Functions',
    () =>
      sfn.send(
        new ListExecutionsCommand({
          stateMachineArn: 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-Migrate',
        }),
      ),
    '{"executions":[]}',
  ],
];

let server: Server;
const environment = { ...process.env };

beforeAll(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  Object.assign(process.env, {
    AWS_REGION: 'us-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
});

afterAll(() => {
  process.env = environment;
  server.closeAllConnections();
  server.close();
});

afterEach(() => {
  jest.useRealTimers();
});

it.each(CALLS)('a call to %s that is not answered is made again', async (_service, call, answer) => {
  const requests: ServerResponse[] = [];
  const keep = (_request: unknown, response: ServerResponse) => requests.push(response);
  server.on('request', keep);
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] });
  const asked = call();
  await untilThere(requests, 1);
  jest.advanceTimersByTime(60_000);
  await untilThere(requests, 2);
  server.off('request', keep);
  expect(requests.length).toBe(2);
  requests[1]?.end(answer);
  await expect(asked).resolves.toBeDefined();
});

it('a call that is answered in part is made again', async () => {
  let requests = 0;
  const stop = (_request: unknown, response: ServerResponse) => {
    requests += 1;
    if (requests > 1) response.end('{}');
    else response.writeHead(200, { 'content-length': 2 }).write('{');
  };
  server.on('request', stop);
  const client = new DynamoDBClient({ maxAttempts: 5, requestHandler: answerTimes(300) });
  const asked = client.send(new GetItemCommand({ TableName: 'journal', Key: { item: { S: 'run' } } }));
  await expect(asked).resolves.toBeDefined();
  server.off('request', stop);
  expect(requests).toBeGreaterThan(1);
});

/** What the SDK pauses between its tries is over by then, turns of 10 ms each. */
const PAUSED = 1000;
/** A machine that is busy with other things takes its time, milliseconds. */
const PATIENCE = 30_000;

/** Lets the SDK's time go by in small steps, and then waits for the network. */
async function untilThere(requests: readonly ServerResponse[], count: number): Promise<void> {
  const until = performance.now() + PATIENCE;
  for (let turn = 0; requests.length < count && performance.now() < until; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (turn < PAUSED) jest.advanceTimersByTime(10);
  }
}
