import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { EventBridgeEvents } from '../../../../lambdas/migration/adapters/eventbridge-events.ts';
import { JsonServer } from '../../../support/json-server.ts';

const EVENT = { detailType: 'DecisionAwaited', resources: ['arn:run'], detail: { hold: 'a1b2c3' } };

describe('An event for EventBridge', () => {
  let server: JsonServer;
  let client: EventBridgeClient;
  let refuses = false;
  const sent: unknown[] = [];

  beforeAll(async () => {
    server = await JsonServer.start({
      PutEvents: ({ Entries }) => {
        sent.push(Entries);
        return refuses
          ? { FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure', ErrorMessage: 'try later' }] }
          : { FailedEntryCount: 0, Entries: [{ EventId: '1' }] };
      },
    });
    client = new EventBridgeClient(server.client);
  });
  afterAll(async () => {
    client.destroy();
    await server.stop();
  });

  it('goes to the default bus, from kops-cutover', async () => {
    await new EventBridgeEvents(client).send(EVENT);
    expect(sent).toEqual([
      [
        {
          Source: 'kops-cutover',
          DetailType: 'DecisionAwaited',
          Resources: ['arn:run'],
          Detail: '{"hold":"a1b2c3"}',
        },
      ],
    ]);
  });

  it('that is refused in an answer of 200 is not sent', async () => {
    refuses = true;
    await expect(new EventBridgeEvents(client).send(EVENT)).rejects.toMatchObject({
      name: 'InternalFailure',
      message: 'try later',
    });
  });
});
