import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { ChangeResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { CloudTrailWrites } from '../../../lambdas/migration/adapters/cloud-trail-writes.ts';
import { cloudTrailService, DELAY_MS, route53Service, Trail } from '../../../rehearsal/gateway/index.ts';
import { createRoute53Handler, Route53Engine } from '../../../rehearsal/route53/index.ts';
import { FUNCTION_CREDENTIALS } from './policies.ts';
import { ACCOUNT, NOW, type RehearsedAccount, rehearsedAccount } from './rehearsed-account.ts';

const ROOT = { accessKeyId: 'test', secretAccessKey: 'test' };
const record = (value: string) => ({
  Name: 'www.shop.test',
  Type: 'A' as const,
  TTL: 60,
  ResourceRecords: [{ Value: value }],
});

describe('CloudTrail', () => {
  let account: RehearsedAccount;
  let now: number;
  beforeEach(async () => {
    now = NOW + 500;
    const engine = new Route53Engine({ now: () => now, throttle: false });
    engine.addZone({ id: 'Z1', name: 'shop.test' });
    const trail = new Trail({ now: () => now, ownerOf: () => ACCOUNT });
    account = await rehearsedAccount({
      services: {
        route53: trail.recording(route53Service(createRoute53Handler(engine))),
        cloudtrail: cloudTrailService(
          () => trail,
          () => now,
        ),
      },
    });
  });
  afterEach(() => account.stop());

  const client = (more: object = {}) =>
    new CloudTrailClient({ ...account.client(FUNCTION_CREDENTIALS), region: 'us-east-1', ...more });
  const lookUp = (input: object = {}, more: object = {}) => client(more).send(new LookupEventsCommand(input));
  const writes = (by: object, action: 'CREATE' | 'UPSERT', value: string) =>
    new Route53Client(account.client(by)).send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: 'Z1',
        ChangeBatch: { Comment: 'by hand', Changes: [{ Action: action, ResourceRecordSet: record(value) }] },
      }),
    );

  it('1–2: has each change of records, of whoever made it, after its delay, newest first', async () => {
    await writes(ROOT, 'CREATE', '192.0.2.1');
    now += 1000;
    await writes(FUNCTION_CREDENTIALS, 'UPSERT', '192.0.2.2');
    now += DELAY_MS - 1000;
    expect((await lookUp()).Events?.map(({ Username }) => Username)).toEqual(['root']);
    now += 1000;
    const { Events = [] } = await lookUp();
    expect(Events.map(({ EventTime, EventName }) => [EventTime?.getTime(), EventName])).toEqual([
      [NOW + 1000, 'ChangeResourceRecordSets'],
      [NOW, 'ChangeResourceRecordSets'],
    ]);
    expect(JSON.parse(Events[1]?.CloudTrailEvent ?? '')).toMatchObject({
      userIdentity: { type: 'Root', arn: `arn:aws:iam::${ACCOUNT}:root` },
      eventTime: '2026-11-23T12:00:00Z',
      requestParameters: {
        hostedZoneId: 'Z1',
        changeBatch: {
          comment: 'by hand',
          changes: [
            {
              action: 'CREATE',
              resourceRecordSet: {
                name: 'www.shop.test',
                tTL: 60,
                resourceRecords: [{ value: '192.0.2.1' }],
              },
            },
          ],
        },
      },
    });
  });

  it('2: keeps what failed, with its error', async () => {
    await writes(ROOT, 'CREATE', '192.0.2.1');
    await expect(writes(ROOT, 'CREATE', '192.0.2.1')).rejects.toThrow();
    now += DELAY_MS;
    const { Events = [] } = await lookUp();
    expect(Events.map(({ CloudTrailEvent }) => JSON.parse(CloudTrailEvent ?? '').errorCode)).toEqual([
      'InvalidChangeBatch',
      undefined,
    ]);
  });

  it('3: has it only in the region of Route 53', async () => {
    await writes(ROOT, 'CREATE', '192.0.2.1');
    now += DELAY_MS;
    expect((await lookUp({}, { region: 'us-west-1' })).Events).toEqual([]);
  });

  it('4: finds by time and by one attribute, and pages', async () => {
    for (let i = 1; i <= 3; i++) {
      await writes(ROOT, 'UPSERT', `192.0.2.${i}`);
      now += 1000;
    }
    now += DELAY_MS;
    const by = (AttributeKey: string, AttributeValue: string) => ({
      LookupAttributes: [{ AttributeKey, AttributeValue }],
    });
    expect((await lookUp(by('EventName', 'ChangeResourceRecordSets'))).Events).toHaveLength(3);
    expect((await lookUp(by('EventName', 'CreateHostedZone'))).Events).toHaveLength(0);
    now += 2000;
    const StartTime = new Date(NOW + 1000);
    expect((await lookUp({ StartTime, EndTime: StartTime })).Events).toHaveLength(1);
    const first = await lookUp({ MaxResults: 2 });
    expect(first.Events).toHaveLength(2);
    now += 2000;
    const second = await lookUp({ MaxResults: 2, NextToken: first.NextToken });
    expect(second.Events).toHaveLength(1);
    expect(second.NextToken).toBeUndefined();
  });

  it.each<[string, object, string]>([
    [
      'two attributes',
      { LookupAttributes: [1, 2].map(() => ({ AttributeKey: 'EventName', AttributeValue: 'a' })) },
      'InvalidLookupAttributesException',
    ],
    [
      'an end before the start',
      { StartTime: new Date(NOW), EndTime: new Date(NOW - 1) },
      'InvalidTimeRangeException',
    ],
    ['a page of none', { MaxResults: 0 }, 'InvalidMaxResultsException'],
    ['a page of too many', { MaxResults: 51 }, 'InvalidMaxResultsException'],
    ['a token of another question', { NextToken: 'x' }, 'InvalidNextTokenException'],
    [
      'an attribute that isn’t played',
      { LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: 'Z1' }] },
      'NotImplemented',
    ],
    [
      'an attribute that is none',
      { LookupAttributes: [{ AttributeKey: 'Zone', AttributeValue: 'Z1' }] },
      'ValidationException',
    ],
    ['Insights', { EventCategory: 'insight' }, 'NotImplemented'],
  ])('5: refuses %s', async (_what, input, name) => {
    await expect(lookUp(input)).rejects.toMatchObject({ name });
  });

  it('6: takes two calls a second', async () => {
    await lookUp();
    await lookUp();
    await expect(lookUp()).rejects.toMatchObject({ name: 'ThrottlingException' });
    now += 500;
    await lookUp();
  });

  it('is read by the product page by page, with what was written and who wrote it', async () => {
    await writes(ROOT, 'CREATE', '192.0.2.1');
    now += DELAY_MS;
    const turns = { take: <T>(call: () => Promise<T>) => call() };
    const trails = new CloudTrailWrites(() => ({ client: client(), turns }));
    const window = { from: new Date(NOW - 1000).toISOString(), to: new Date(NOW + 1000).toISOString() };
    expect(await trails.read(ACCOUNT, window)).toMatchObject({
      kind: 'read',
      cut: false,
      unreadable: [],
      calls: [
        {
          zoneId: 'Z1',
          who: { type: 'Root' },
          changes: [{ action: 'CREATE', record: { Name: 'www.shop.test.' } }],
        },
      ],
    });
    account.policies.allows = () => false;
    expect(await trails.read(ACCOUNT, window)).toMatchObject({ kind: 'denied' });
  });
});
