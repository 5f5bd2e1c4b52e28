import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  ChangeResourceRecordSetsCommand,
  GetHostedZoneCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { GetBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { FaultPlan } from '../../../rehearsal/gateway/index.ts';
import { withoutPauses } from '../../support/without-pauses.ts';
import { FUNCTION_CREDENTIALS } from './policies.ts';
import { NOW, type RehearsedAccount, rehearsedAccount } from './rehearsed-account.ts';

const TOPIC = 'arn:aws:sns:us-west-1:111122223333:shop';
const CREATE = new ChangeResourceRecordSetsCommand({
  HostedZoneId: 'Z1',
  ChangeBatch: {
    Changes: [
      {
        Action: 'CREATE',
        ResourceRecordSet: {
          Name: 'www.shop.test',
          Type: 'A',
          TTL: 60,
          ResourceRecords: [{ Value: '192.0.2.1' }],
        },
      },
    ],
  },
});

describe('faults', () => {
  let faults: FaultPlan;
  let account: RehearsedAccount;
  let parked: string[];
  withoutPauses();
  beforeEach(async () => {
    faults = new FaultPlan();
    parked = [];
    account = await rehearsedAccount({
      faults,
      onPark: (name) => parked.push(`park ${name}`),
      onUnpark: (name) => parked.push(`unpark ${name}`),
    });
  });
  afterEach(() => account.stop());

  const route53 = (maxAttempts = 1) =>
    new Route53Client({ ...account.client(FUNCTION_CREDENTIALS), maxAttempts });
  const records = () => account.engine.listResourceRecordSets('Z1', {}).recordSets.map(({ Name }) => Name);

  it.each([
    ['route53', 'Throttling', () => route53().send(new GetHostedZoneCommand({ Id: 'Z1' }))],
    [
      'dynamodb',
      'ThrottlingException',
      () =>
        new DynamoDBClient(account.client(FUNCTION_CREDENTIALS)).send(
          new GetItemCommand({ TableName: 'other', Key: {} }),
        ),
    ],
    [
      'kms',
      'ThrottlingException',
      () => new KMSClient(account.client(FUNCTION_CREDENTIALS)).send(new DescribeKeyCommand({ KeyId: 'k' })),
    ],
    [
      's3',
      'SlowDown',
      () =>
        new S3Client(account.client(FUNCTION_CREDENTIALS)).send(
          new GetBucketVersioningCommand({ Bucket: 'b' }),
        ),
    ],
    [
      'sns',
      'Throttling',
      () =>
        new SNSClient(account.client(FUNCTION_CREDENTIALS)).send(
          new PublishCommand({ TopicArn: TOPIC, Message: 'm' }),
        ),
    ],
  ] as const)("throttle in %s's own words", async (service, name, send) => {
    faults.on({ service }).throttle();
    await expect(send()).rejects.toMatchObject({ name });
    expect(account.emulator.seen).toEqual([]);
    expect(account.gateway.calls.all()).toMatchObject([
      {
        service,
        outcome: 'faulted',
        errorCode: name,
        fault: `throttle every call of ${service} any action by anybody`,
      },
    ]);
  });

  it("are lived through by the SDK's retries", async () => {
    faults.on({ service: 'route53', first: 2 }).throttle();
    const answer = await route53(3).send(new GetHostedZoneCommand({ Id: 'Z1' }));
    expect(answer.$metadata.attempts).toBe(3);
    expect(account.gateway.calls.all().map(({ outcome }) => outcome)).toEqual(['faulted', 'faulted', 'ok']);
  });

  it('lose the answer of what was done, here', async () => {
    faults
      .on({ service: 'route53', action: 'ChangeResourceRecordSets', by: 'ShiftWeight', nth: 1 })
      .loseResponse();
    await expect(route53().send(CREATE)).rejects.toThrow('socket hang up');
    expect(records()).toContain('www.shop.test.');
    expect(account.gateway.calls.all()).toMatchObject([{ outcome: 'lost', status: 0 }]);
    // The retry meets what the lost call wrote.
    await expect(route53().send(CREATE)).rejects.toThrow('but it already exists');
  });

  it('lose the answer of what was done, in the emulator', async () => {
    faults.on({ service: 'dynamodb', action: 'PutItem' }).loseResponse();
    const client = new DynamoDBClient(account.client(FUNCTION_CREDENTIALS));
    const put = client.send(new PutItemCommand({ TableName: 'journal', Item: { pk: { S: 'a' } } }));
    await expect(put).rejects.toThrow('socket hang up');
    expect(account.emulator.seen).toHaveLength(1);
    expect(account.gateway.calls.all()).toMatchObject([{ outcome: 'lost', operation: 'PutItem' }]);
  });

  it('fail and reset before anything is done', async () => {
    faults.on({ action: 'ChangeResourceRecordSets', nth: 1 }).fail(503);
    faults.on({ action: 'ChangeResourceRecordSets', nth: 2 }).reset();
    const before = records();
    await expect(route53().send(CREATE)).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
    await expect(route53().send(CREATE)).rejects.toThrow('socket hang up');
    expect(records()).toEqual(before);
    expect(account.gateway.calls.all().map(({ outcome, status }) => [outcome, status])).toEqual([
      ['faulted', 503],
      ['faulted', 0],
    ]);
  });

  it('last for their window of the rehearsal’s time', async () => {
    faults.on({ service: 'route53', until: NOW }).fail(500);
    faults.on({ service: 'route53', from: NOW, until: NOW + 1 }).fail(503);
    await expect(route53().send(new GetHostedZoneCommand({ Id: 'Z1' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 503 },
    });
    expect(faults.report().map(({ fired }) => fired)).toEqual([0, 1]);
  });

  it('delay', async () => {
    faults.on({ action: 'GetHostedZone' }).delay(30);
    await route53().send(new GetHostedZoneCommand({ Id: 'Z1' }));
    const [call] = account.gateway.calls.all();
    expect(call?.outcome).toBe('ok');
    expect(call?.durationMs).toBeGreaterThanOrEqual(29);
  });

  it('park a call until it is released, while others pass', async () => {
    const park = faults.on({ action: 'ChangeResourceRecordSets', nth: 1 }).park();
    const change = route53().send(CREATE);
    await expect(park.whenArrived).resolves.toMatchObject({
      name: 'ShiftWeight',
      accessKeyId: 'FUNCTIONKEY',
    });
    expect(parked).toEqual(['park ShiftWeight']);
    await route53().send(new GetHostedZoneCommand({ Id: 'Z1' }));
    expect(records()).not.toContain('www.shop.test.');

    park.release();
    await change;
    expect(parked).toEqual(['park ShiftWeight', 'unpark ShiftWeight']);
    expect(records()).toContain('www.shop.test.');
    expect(account.gateway.calls.all()).toMatchObject([
      { operation: 'GetHostedZone', outcome: 'ok', fault: '' },
      {
        operation: 'ChangeResourceRecordSets',
        outcome: 'ok',
        fault: 'park call 1 of any service ChangeResourceRecordSets by anybody',
      },
    ]);
  });

  it('carry a parked call out although its caller has gone', async () => {
    const park = faults.on({ action: 'ChangeResourceRecordSets' }).park();
    const gone = new AbortController();
    const change = route53().send(CREATE, { abortSignal: gone.signal });
    await park.whenArrived;
    gone.abort();
    await expect(change).rejects.toMatchObject({ name: 'AbortError' });
    // Another round trip, after which the gateway has seen the first connection close.
    await route53().send(new GetHostedZoneCommand({ Id: 'Z1' }));
    park.release();
    await until(() => account.gateway.calls.all().length === 2);
    expect(records()).toContain('www.shop.test.');
    expect(account.gateway.calls.all()[1]).toMatchObject({
      operation: 'ChangeResourceRecordSets',
      outcome: 'abandoned',
    });
  });

  it('carry a parked call out in the emulator, too, although its caller has gone', async () => {
    const park = faults.on({ action: 'PutItem' }).park();
    const gone = new AbortController();
    const client = new DynamoDBClient(account.client(FUNCTION_CREDENTIALS));
    const command = new PutItemCommand({ TableName: 'journal', Item: { pk: { S: 'a' } } });
    const put = client.send(command, { abortSignal: gone.signal });
    await park.whenArrived;
    gone.abort();
    await expect(put).rejects.toMatchObject({ name: 'AbortError' });
    await route53().send(new GetHostedZoneCommand({ Id: 'Z1' }));
    park.release();
    await until(() => account.gateway.calls.all().length === 2);
    expect(account.emulator.seen.map(({ body }) => body.toString())).toEqual([
      '{"TableName":"journal","Item":{"pk":{"S":"a"}}}',
    ]);
  });

  it('let later calls through a released park', async () => {
    const park = faults.on({ action: 'GetHostedZone' }).park();
    park.release();
    await route53().send(new GetHostedZoneCommand({ Id: 'Z1' }));
    expect(park.arrived).toBe(false);
    expect(parked).toEqual([]);
  });

  it('give way to another plan, which releases what the first one holds', async () => {
    const park = faults.on({ action: 'ChangeResourceRecordSets' }).park();
    const change = route53().send(CREATE);
    await park.whenArrived;
    const next = new FaultPlan();
    next.on({ action: 'GetHostedZone' }).fail();
    account.gateway.useFaults(next);
    await change;
    expect(account.gateway.faults).toBe(next);
    await expect(route53().send(new GetHostedZoneCommand({ Id: 'Z1' }))).rejects.toMatchObject({
      name: 'InternalFailure',
    });
  });

  it('do not outlive the gateway: what is parked then is not carried out', async () => {
    const park = faults.on({ action: 'ChangeResourceRecordSets' }).park();
    const never = faults.on({ action: 'GetChange' }).park();
    const before = records();
    const change = route53().send(CREATE);
    const failed = expect(change).rejects.toThrow('socket hang up');
    await park.whenArrived;
    await account.gateway.stop();
    await failed;
    expect(records()).toEqual(before);
    expect(account.gateway.calls.all()).toMatchObject([{ outcome: 'abandoned' }]);
    await expect(never.whenArrived).rejects.toThrow(
      'no call arrived to be parked: every call of any service GetChange',
    );
  });

  it('are not spent on calls that the role does not allow', async () => {
    faults.on({ action: 'GetHostedZone', nth: 1 }).fail();
    account.policies.allows = () => false;
    await expect(route53().send(new GetHostedZoneCommand({ Id: 'Z1' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    account.policies.allows = () => true;
    await expect(route53().send(new GetHostedZoneCommand({ Id: 'Z1' }))).rejects.toMatchObject({
      name: 'InternalFailure',
    });
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
