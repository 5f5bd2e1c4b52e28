import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SNSClient } from '@aws-sdk/client-sns';
import { SnsSubscriptions } from '../../../../lambdas/migration/adapters/sns-subscriptions.ts';

const TOPIC = 'arn:aws:sns:us-west-1:111122223333:shop';

describe('The subscriptions of a topic in SNS', () => {
  let server: Server;
  let client: SNSClient;
  let asked: URLSearchParams[] = [];
  /** By the token that leads to it. */
  let pages: Readonly<Record<string, { readonly arns: readonly string[]; readonly next?: string }>> = {};

  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      request.on('end', () => {
        const fields = new URLSearchParams(text);
        asked.push(fields);
        const page = pages[fields.get('NextToken') ?? ''];
        response.writeHead(page ? 200 : 403, { 'content-type': 'text/xml' });
        response.end(page ? pageOf(page) : DENIED);
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    client = new SNSClient({
      region: 'us-west-1',
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
  });
  beforeEach(() => {
    asked = [];
  });
  afterAll(async () => {
    client?.destroy();
    server?.closeAllConnections();
    await new Promise((closed) => server?.close(closed));
  });

  const list = () => new SnsSubscriptions(TOPIC, client).list();

  it('are read page by page; only an ARN is a confirmation', async () => {
    pages = {
      '': { arns: [`${TOPIC}:1`, 'PendingConfirmation'], next: 'more' },
      more: { arns: ['Deleted', 'SomethingNew'] },
    };
    const { subscriptions, isCut } = await list();
    expect(subscriptions.map(({ state }) => state)).toEqual(['confirmed', 'pending', 'deleted', 'pending']);
    expect(subscriptions[0]).toMatchObject({ protocol: 'email', endpoint: 'a@shop.test' });
    expect(isCut).toBe(false);
    expect(asked.map((fields) => fields.get('TopicArn'))).toEqual([TOPIC, TOPIC]);
  });

  it('are read to the tenth page, be there ever more', async () => {
    pages = { '': { arns: [], next: 'again' }, again: { arns: ['PendingConfirmation'], next: 'again' } };
    const { subscriptions, isCut } = await list();
    expect([subscriptions.length, isCut, asked.length]).toEqual([9, true, 10]);
  });

  it('that may not be listed are an error', async () => {
    pages = {};
    await expect(list()).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
  });
});

const DENIED =
  '<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>no</Message></Error></ErrorResponse>';

function pageOf({ arns, next }: { readonly arns: readonly string[]; readonly next?: string }): string {
  const members = arns.map(
    (arn) =>
      `<member><SubscriptionArn>${arn}</SubscriptionArn><Protocol>email</Protocol><Endpoint>a@shop.test</Endpoint></member>`,
  );
  const token = next === undefined ? '' : `<NextToken>${next}</NextToken>`;
  return `<ListSubscriptionsByTopicResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ListSubscriptionsByTopicResult><Subscriptions>${members.join('')}</Subscriptions>${token}</ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`;
}
