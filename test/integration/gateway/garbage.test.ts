import fc from 'fast-check';
import {
  elasticLoadBalancingService,
  monitoringService,
  rdsService,
} from '../../../rehearsal/gateway/index.ts';
import { cases } from '../../support/cases.ts';
import { SomeMonitoring } from './monitoring-account.ts';
import { NOW, type RehearsedAccount, rehearsedAccount } from './rehearsed-account.ts';

const OPERATIONS = [
  'DescribeAlarms',
  'DescribeAlarmHistory',
  'GetMetricData',
  'ListMetrics',
  'SetAlarmState',
  'DescribeLoadBalancers',
  'DescribeTags',
  'DescribeDBInstances',
  'DescribeDBClusters',
  'TransactWriteItems',
  'BatchWriteItem',
  'Query',
  'Decrypt',
  'Publish',
  'toString',
  '__proto__',
];
const FIELDS = [
  'AlarmNames',
  'AlarmTypes',
  'MetricDataQueries',
  'StartTime',
  'EndTime',
  'NextToken',
  'Dimensions',
  'LoadBalancerNames',
  'Names',
  'Filters',
  'DBInstanceIdentifier',
  'TableName',
  'TransactItems',
  'RequestItems',
  'KeyId',
  'EncryptionContext',
  'TopicArn',
  'Version',
  'Marker',
];
const REST_PATHS = [
  '/2013-04-01/hostedzone/Z1/rrset/',
  '/2013-04-01/hostedzone/Z1/rrset',
  '/2013-04-01/change/%20',
  '/b/k?uploadId=1',
  '/b?delete',
  '/%00',
  '//',
];

const service = fc.constantFrom(
  'route53',
  'monitoring',
  'elasticloadbalancing',
  'rds',
  's3',
  'dynamodb',
  'kms',
  'sns',
  'x',
);
const input = fc.dictionary(fc.constantFrom(...FIELDS), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 6 });
const formBody = fc
  .array(
    fc.tuple(fc.constantFrom(...FIELDS, 'Names.member.1', 'Filters.Filter.1.Name', 'A..B'), fc.string()),
    {
      maxLength: 6,
    },
  )
  .map((pairs) => new URLSearchParams(pairs).toString());

interface Garbage {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const operation = fc.constantFrom(...OPERATIONS);
const garbage: fc.Arbitrary<Garbage> = fc.oneof(
  fc.record({
    service,
    method: fc.constant('POST'),
    path: fc.constant('/'),
    headers: operation.map((name) => ({ 'x-amz-target': `T.${name}` })),
    body: fc.oneof(
      input.map((value) => JSON.stringify(value)),
      fc.json(),
      fc.string(),
    ),
  }),
  fc.record({
    service,
    method: fc.constant('POST'),
    path: fc.constant('/'),
    headers: fc.constant({ 'content-type': 'application/x-www-form-urlencoded' }),
    body: fc.tuple(operation, formBody).map(([name, form]) => `Action=${name}&${form}`),
  }),
  fc.record({
    service,
    method: fc.constant('POST'),
    path: operation.map((name) => `/service/S/operation/${name}`),
    headers: fc.constant({ 'smithy-protocol': 'rpc-v2-cbor' }),
    body: fc.uint8Array({ maxLength: 40 }),
  }),
  fc.record({
    service,
    method: fc.constantFrom('POST', 'PUT', 'DELETE', 'PATCH'),
    path: fc.constantFrom(...REST_PATHS),
    headers: fc.constantFrom<Record<string, string>>(
      {},
      { 'x-amz-copy-source': '%' },
      { 'content-type': 'text/xml' },
    ),
    body: fc.oneof(
      fc.string(),
      fc.constantFrom(
        '<',
        '<a/>',
        '<Delete/>',
        '<Delete><Object/></Delete>',
        '<ChangeResourceRecordSetsRequest><ChangeBatch><Changes><Change/></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>',
      ),
    ),
  }),
);

describe('whatever is sent', () => {
  let account: RehearsedAccount;
  beforeAll(async () => {
    // The CBOR decoder warns of lengths beyond 2^53, which garbage has and nothing else.
    jest.spyOn(console, 'warn').mockImplementation(() => {});
    account = await rehearsedAccount({
      services: {
        monitoring: monitoringService(new SomeMonitoring(), { now: () => NOW }),
        elasticloadbalancing: elasticLoadBalancingService({ loadBalancers: () => [] }),
        rds: rdsService({ instances: () => [], clusters: () => [], proxies: () => [] }),
      },
    });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await account.stop();
  });

  it('is answered, never as a failure of the gateway, and recorded once', async () => {
    await fc.assert(
      fc.asyncProperty(garbage, async ({ service: scope, method, path, headers, body }) => {
        const before = account.gateway.calls.size.count;
        const response = await fetch(`${account.gateway.url}${path}`, {
          method,
          headers: {
            authorization: `AWS4-HMAC-SHA256 Credential=FUNCTIONKEY/20261123/us-west-1/${scope}/aws4_request`,
            ...headers,
          },
          body: body as NonNullable<RequestInit['body']>,
        });
        await response.arrayBuffer();
        const recorded = account.gateway.calls.where({ after: before });
        expect(recorded).toHaveLength(1);
        expect([recorded[0]?.message, response.status]).not.toEqual([expect.anything(), 500]);
      }),
      {
        numRuns: cases(150),
        examples: [[{ service: 's3', method: 'POST', path: '/b?delete', headers: {}, body: '<' }]],
      },
    );
  });
});
