import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SNSClient } from '@aws-sdk/client-sns';
import { SnsChat } from '../../../lambdas/shared/adapters/sns-chat.ts';
import { SnsTopic } from '../../../lambdas/shared/adapters/sns-topic.ts';
import { compose } from '../../../lambdas/shared/domain/compose.ts';

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };
const REGION = 'eu-west-1';
/** Of which nothing is answered. */
const SILENT = 'arn:aws:sns:eu-west-1:123456789012:silent';

describe('The topic in SNS', () => {
  let server: Server;
  let sns: SNSClient;
  const published: Record<string, string>[] = [];
  let answers: { status: number; code: string }[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      request.on('end', () => {
        const asked = Object.fromEntries(new URLSearchParams(text));
        if (asked.TopicArn === SILENT) return;
        const { status, code } = answers.shift() ?? { status: 200, code: '' };
        if (status === 200) published.push(asked);
        response.writeHead(status, { 'content-type': 'text/xml' });
        response.end(
          status === 200
            ? '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>'
            : `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
        );
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    sns = clientWith(1);
  });
  const clientWith = (maxAttempts: number) =>
    new SNSClient({
      region: REGION,
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      credentials: CREDENTIALS,
      maxAttempts,
    });
  beforeEach(() => {
    published.length = 0;
    answers = [];
  });
  afterAll(async () => {
    sns?.destroy();
    server?.closeAllConnections();
    await new Promise((closed) => server?.close(closed));
  });

  const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:shop';

  it('gets subject and body, as they are', async () => {
    const message = compose('shop: rolled back', [{ heading: 'Größe', lines: ['a → b'] }]);
    await new SnsTopic(TOPIC, sns).publish(message);
    expect(published).toEqual([
      {
        Action: 'Publish',
        Version: '2010-03-31',
        TopicArn: TOPIC,
        Subject: 'shop: rolled back',
        Message: 'Größe\n- a → b\n',
      },
    ]);
  });

  it.each([
    [{ status: 400, code: 'Throttling' }, 'TransientFailure'],
    [{ status: 500, code: 'InternalError' }, 'TransientFailure'],
    [{ status: 403, code: 'AuthorizationError' }, 'AuthorizationErrorException'],
    [{ status: 404, code: 'NotFound' }, 'NotFoundException'],
  ])('that cannot be sent is an error: %j', async (refusal, name) => {
    answers = [refusal];
    await expect(new SnsTopic(TOPIC, sns).publish({ subject: 's', body: 'b' })).rejects.toMatchObject({
      name,
    });
    expect(published).toEqual([]);
  });

  it('of a chat keeps nobody waiting: without an answer it ends soon, and is not tried again', async () => {
    const patient = clientWith(5);
    const chat = new SnsChat(SILENT, patient, 50);
    const about = { about: 'run-1', kind: 'hold' };
    await expect(chat.publish({ subject: 's', body: 'b' }, about)).rejects.toMatchObject({
      name: 'TransientFailure',
      message: expect.stringContaining('SNS Publish to the chat: AbortError'),
    });
    expect(published).toEqual([]);
    await new SnsChat(TOPIC, patient).publish({ subject: 's', body: 'b' }, about);
    expect(published).toHaveLength(1);
    patient.destroy();
  });
});
