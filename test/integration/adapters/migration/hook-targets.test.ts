import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { AwsHookTargets } from '../../../../lambdas/migration/adapters/aws-hook-targets.ts';
import { JsonServer } from '../../../support/json-server.ts';

const ARN = 'arn:aws:lambda:us-west-1:111122223333:function:smoke';
const MACHINE = 'arn:aws:states:us-west-1:111122223333:stateMachine:load';

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body?: object;
}

const ALL_WELL: Readonly<Record<string, Answer>> = {
  configuration: { status: 200, body: { State: 'Active', Timeout: 3 } },
  concurrency: { status: 200, body: {} },
  invocations: { status: 204 },
};

describe('What Lambda and Step Functions answer about hooks', () => {
  let answers = ALL_WELL;
  const invoked: unknown[] = [];
  let server: Server;
  let states: JsonServer;
  let lambda: LambdaClient;
  let sfn: SFNClient;
  let machine: object = {};

  beforeAll(async () => {
    server = createServer((request, response) => {
      const [operation = ''] = /\w+$/.exec(request.url ?? '') ?? [];
      if (operation === 'invocations') invoked.push(request.headers['x-amz-invocation-type']);
      const { status, type, body } = answers[operation] ?? { status: 404 };
      response.writeHead(status, { ...(type && { 'x-amzn-errortype': type }) });
      response.end(body && JSON.stringify(body));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    states = await JsonServer.start({ DescribeStateMachine: () => machine });
    const options = { ...states.client, maxAttempts: 1 };
    const { port } = server.address() as AddressInfo;
    lambda = new LambdaClient({ ...options, endpoint: `http://127.0.0.1:${port}` });
    sfn = new SFNClient(options);
  });
  afterAll(async () => {
    lambda.destroy();
    sfn.destroy();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    await states.stop();
  });

  const seen = (changed: Readonly<Record<string, Answer>>) => {
    answers = { ...ALL_WELL, ...changed };
    return new AwsHookTargets(lambda, sfn).functionOf(ARN);
  };
  const refusal = (type: string, status = 403): Answer => ({
    status,
    type,
    body: { Message: 'with an explicit deny in a service control policy' },
  });

  it('a call is only tried as a dry run', async () => {
    expect(await seen({})).toEqual({ state: 'Active', timeoutSeconds: 3 });
    expect(invoked).toEqual(['DryRun']);
  });

  it('what Lambda refuses of the dry run is said, with its words', async () => {
    expect(await seen({ invocations: refusal('AccessDeniedException') })).toMatchObject({
      refused: 'AccessDeniedException: with an explicit deny in a service control policy',
    });
  });

  it.each<[string, Readonly<Record<string, Answer>>, RegExp]>([
    ['its configuration is denied', { configuration: refusal('AccessDeniedException') }, /explicit deny/],
    ['its concurrency is denied', { concurrency: refusal('AccessDeniedException') }, /explicit deny/],
    ['the dry run fails', { invocations: refusal('ServiceException', 500) }, /explicit deny/],
    ['its state is not said', { configuration: { status: 200, body: { Timeout: 3 } } }, /State is missing/],
    [
      'its time-out is not said',
      { configuration: { status: 200, body: { State: 'Active' } } },
      /Timeout is missing/,
    ],
  ])('nothing is known where %s', async (_what, changed, words) => {
    await expect(seen(changed)).rejects.toThrow(words);
  });

  it('there is none where only the dry run says so', async () => {
    expect(await seen({ invocations: refusal('ResourceNotFoundException', 404) })).toBeUndefined();
  });

  it('a machine is what Step Functions says, or unknown', async () => {
    const targets = new AwsHookTargets(lambda, sfn);
    machine = { status: 'DELETING', type: 'EXPRESS' };
    expect(await targets.machineOf(MACHINE)).toEqual({ status: 'DELETING', type: 'EXPRESS' });
    machine = { status: 'ACTIVE' };
    await expect(targets.machineOf(MACHINE)).rejects.toThrow(/type is missing/);
  });
});
