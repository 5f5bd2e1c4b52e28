import type { Json } from '../../../../rehearsal/snapshot/json.ts';
import { RECORD_SETS } from '../../../../rehearsal/snapshot/kinds/route53.ts';
import { checked, openSnapshot } from '../../../../rehearsal/snapshot/open.ts';
import { SnapshotRefused } from '../../../../rehearsal/snapshot/problem.ts';
import { SHOP_SNAPSHOT } from '../../../support/shop.ts';

const ZONE = '111122223333/route53/get-hosted-zone/Z1.json';
const RECORDS = '111122223333/route53/list-resource-record-sets/Z1.json';
const GET_ZONE = 'aws route53 get-hosted-zone --id Z1 --output json';
const LIST_RECORDS = 'aws route53 list-resource-record-sets --hosted-zone-id Z1 --output json';

const www = { Name: 'www.example.com.', Type: 'A', TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] };
const zone = { HostedZone: { Id: '/hostedzone/Z1', Name: 'example.com.', CallerReference: 'x' } };
const good = { [ZONE]: zone, [RECORDS]: { ResourceRecordSets: [www] } };

async function refusalOf(files: Readonly<Record<string, Json>>): Promise<SnapshotRefused> {
  const refusal = await checked('somewhere', new Map(Object.entries(files))).catch((error) => error);
  if (!(refusal instanceof SnapshotRefused)) throw new Error('it was not refused');
  return refusal;
}

const withRecord = (record: Json) => ({ ...good, [RECORDS]: { ResourceRecordSets: [record] } });

describe('a snapshot', () => {
  it('of the shop is what the CLI prints', async () => {
    expect((await openSnapshot(SHOP_SNAPSHOT)).files.size).toBeGreaterThan(0);
  });

  it('may have what the CLI prints as null, and members that no rehearsal reads', async () => {
    const files = {
      ...good,
      [RECORDS]: { IsTruncated: false, ResourceRecordSets: [www], NextRecordName: null },
    };
    await expect(checked('somewhere', new Map(Object.entries(files)))).resolves.toBeDefined();
  });

  it('has none of what the CLI prints as null', async () => {
    const files = { ...good, [RECORDS]: { ResourceRecordSets: [{ ...www, AliasTarget: null }] } };
    const snapshot = await checked('somewhere', new Map(Object.entries(files)));
    const place = { account: '111122223333', names: ['Z1'] };
    const expected = { ResourceRecordSets: [www] };
    expect(snapshot.one(RECORD_SETS, place)).toStrictEqual(expected);
    expect(snapshot.all(RECORD_SETS).map(({ content }) => content)).toStrictEqual([expected]);
  });

  it('is refused for a policy that AWS would not take', async () => {
    const file = '111122223333/us-west-1/kms/get-key-policy/1234.json';
    const { problems } = await refusalOf({ ...good, [file]: { Policy: '{"Statement": {"Effect": "No"}}' } });
    expect(problems).toContainEqual({
      file,
      at: '/Policy/Statement/Effect',
      words: 'expected Allow or Deny, found "No"',
      command: expect.stringContaining('aws kms get-key-policy'),
    });
  });

  it.each<[string, Readonly<Record<string, Json>>, string, string, string, string | undefined]>([
    ['a missing file', { [ZONE]: zone }, RECORDS, '', 'missing', LIST_RECORDS],
    ['its other half', { [RECORDS]: good[RECORDS] }, ZONE, '', 'missing', GET_ZONE],
    [
      'text for a file',
      { ...good, [ZONE]: 'Unable to locate credentials' },
      ZONE,
      '',
      'expected an object, found "Unable to locate credentials"',
      GET_ZONE,
    ],
    ['an empty answer', { ...good, [ZONE]: {} }, ZONE, '/HostedZone', 'missing', GET_ZONE],
    [
      'text for a number',
      withRecord({ ...www, TTL: '60' }),
      RECORDS,
      '/ResourceRecordSets/0/TTL',
      'expected a number, found "60"',
      LIST_RECORDS,
    ],
    [
      'a number for text',
      withRecord({ ...www, SetIdentifier: 1 }),
      RECORDS,
      '/ResourceRecordSets/0/SetIdentifier',
      'expected text, found 1',
      LIST_RECORDS,
    ],
    [
      'text for a truth value',
      withRecord({ ...www, MultiValueAnswer: 'no' }),
      RECORDS,
      '/ResourceRecordSets/0/MultiValueAnswer',
      'expected true or false, found "no"',
      LIST_RECORDS,
    ],
    [
      'an object for a list',
      withRecord({ ...www, ResourceRecords: { Value: 'x' } }),
      RECORDS,
      '/ResourceRecordSets/0/ResourceRecords',
      'expected a list, found {"Value":"x"}',
      LIST_RECORDS,
    ],
    [
      'a list for an object',
      withRecord([]),
      RECORDS,
      '/ResourceRecordSets/0',
      'expected an object, found []',
      LIST_RECORDS,
    ],
    [
      'a missing member',
      withRecord({ Name: 'www.example.com.' }),
      RECORDS,
      '/ResourceRecordSets/0/Type',
      'missing',
      LIST_RECORDS,
    ],
    [
      'the case of a member',
      withRecord({ ...www, ttl: 60 }),
      RECORDS,
      '/ResourceRecordSets/0/ttl',
      'AWS returns no member of this name; the CLI prints TTL',
      LIST_RECORDS,
    ],
    [
      'an unknown member',
      withRecord({ ...www, Comment: 'x' }),
      RECORDS,
      '/ResourceRecordSets/0/Comment',
      'AWS returns no member of this name',
      LIST_RECORDS,
    ],
    [
      'the first page',
      { ...good, [RECORDS]: { ResourceRecordSets: [www], IsTruncated: true } },
      RECORDS,
      '/IsTruncated',
      'this is one page of several: leave out --no-paginate and --max-items',
      LIST_RECORDS,
    ],
    [
      'the token of another page',
      { ...good, [RECORDS]: { ResourceRecordSets: [www], NextRecordName: 'x.' } },
      RECORDS,
      '/NextRecordName',
      'this is one page of several: leave out --no-paginate and --max-items',
      LIST_RECORDS,
    ],
    [
      'a file of another call',
      { ...good, '111122223333/s3api/list-buckets.json': {} },
      '111122223333/s3api/list-buckets.json',
      '',
      'no rehearsal reads the output of aws s3api list-buckets',
      undefined,
    ],
    [
      'a file without its account',
      { ...good, 'route53/x.json': {} },
      'route53/x.json',
      '',
      'expected a folder for each account, named by its 12 digits, not route53',
      undefined,
    ],
    [
      'a region that is none of its business',
      { ...good, '111122223333/us-west-1/route53/get-hosted-zone/Z2.json': {} },
      '111122223333/us-west-1/route53/get-hosted-zone/Z2.json',
      '',
      'expected no folder for a region: this call is the same in all of them',
      undefined,
    ],
    [
      'a file that does not say of what',
      { ...good, '111122223333/route53/get-hosted-zone.json': {} },
      '111122223333/route53/get-hosted-zone.json',
      '',
      'expected 111122223333/route53/get-hosted-zone/<--id>.json',
      undefined,
    ],
    [
      'a file of another format',
      { ...good, '111122223333/notes.txt': {} },
      '111122223333/notes.txt',
      '',
      'not a .json file',
      undefined,
    ],
  ])('is refused for %s, and says where and why', async (_, files, file, at, words, command) => {
    const { problems } = await refusalOf(files);
    expect(problems).toContainEqual({ file, at, words, ...(command && { command }) });
    expect(new Set(problems.map((problem) => problem.file))).toEqual(new Set([file]));
  });

  it('is refused for a health check of a record without the list of health checks', async () => {
    const { problems } = await refusalOf(withRecord({ ...www, HealthCheckId: 'abc' }));
    expect(problems).toEqual([
      {
        file: '111122223333/route53/list-health-checks.json',
        at: '',
        words: 'missing',
        command: 'aws route53 list-health-checks --output json',
      },
    ]);
  });

  it('is refused for each file to which another one leads, and that is missing', async () => {
    const elb = '111122223333/us-west-1/elb';
    const LoadBalancerDescriptions = ['a', 'b'].map((LoadBalancerName) => ({
      LoadBalancerName,
      DNSName: 'x.elb.amazonaws.com',
      CanonicalHostedZoneNameID: 'Z1',
      CreatedTime: '2027-01-04T08:00:00+00:00',
      Scheme: 'internal',
    }));
    const health = { InstanceStates: [] };
    const { problems } = await refusalOf({
      [`${elb}/describe-load-balancers.json`]: { LoadBalancerDescriptions },
      [`${elb}/describe-instance-health/a.json`]: health,
    });
    expect(problems.map(({ file, words }) => `${file} ${words}`)).toEqual([
      `${elb}/describe-instance-health/b.json missing`,
      '111122223333/us-west-1/ec2/describe-network-interfaces.json missing',
    ]);
    expect(problems[0]?.command).toBe(
      'aws elb describe-instance-health --load-balancer-name b --region us-west-1 --output json',
    );
  });

  it.each([
    ['CreatedTime', 'yesterday', 'expected a time such as 2027-01-04T08:00:00+00:00, found "yesterday"'],
    ['Scheme', 'public', 'expected internet-facing or internal, found "public"'],
    ['Scheme', null, 'missing'],
  ])('is refused for a %s of %j', async (member, value, words) => {
    const file = '111122223333/us-west-1/elb/describe-load-balancers.json';
    const { problems } = await refusalOf({ [file]: { LoadBalancerDescriptions: [{ [member]: value }] } });
    expect(problems).toContainEqual(
      expect.objectContaining({ file, at: `/LoadBalancerDescriptions/0/${member}`, words }),
    );
  });

  it('is refused for everything at once, file by file', async () => {
    const many = Array.from({ length: 30 }, () => ({ ...www, TTL: 'x' }));
    const { message } = await refusalOf({ [RECORDS]: { ResourceRecordSets: many }, 'x.json': {} });
    expect(message).toMatch(/^somewhere can't be used\.\n/);
    expect(message.match(/expected a number/g)).toHaveLength(20);
    for (const part of [
      '… and 10 more',
      `${ZONE}\n  missing\n  Run: ${GET_ZONE}`,
      `  Run: ${LIST_RECORDS}`,
      'x.json\n',
    ])
      expect(message).toContain(part);
  });
});
