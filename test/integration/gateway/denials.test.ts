import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  DynamoDBClient,
  GetItemCommand,
  TransactWriteItemsCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import {
  ChangeResourceRecordSetsCommand,
  GetHostedZoneCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { GetBucketVersioningCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor';
import { FUNCTION_CREDENTIALS, ROLE } from './policies.ts';
import { type RehearsedAccount, rehearsedAccount } from './rehearsed-account.ts';

const EXECUTION = 'arn:aws:states:us-west-1:111122223333:execution:m:e';
const TOPIC = 'arn:aws:sns:us-west-1:111122223333:t';
const CBOR = new SmithyRpcV2CborProtocol({ defaultNamespace: 'com.amazonaws.cloudwatch' });

type Config = ReturnType<RehearsedAccount['client']>;

/** One call for each way that an error is written. */
const CALLS: readonly [
  what: string,
  send: (config: Config) => Promise<unknown>,
  name: string,
  action: string,
  resource: string,
][] = [
  [
    'route53 (REST-XML)',
    (c) => new Route53Client(c).send(new GetHostedZoneCommand({ Id: 'Z1' })),
    'AccessDenied',
    'route53:GetHostedZone',
    'arn:aws:route53:::hostedzone/Z1',
  ],
  [
    's3 (REST-XML of its own)',
    (c) => new S3Client(c).send(new GetBucketVersioningCommand({ Bucket: 'b' })),
    'AccessDenied',
    's3:GetBucketVersioning',
    'arn:aws:s3:::b',
  ],
  [
    'dynamodb (awsJson)',
    (c) => new DynamoDBClient(c).send(new GetItemCommand({ TableName: 't', Key: {} })),
    'AccessDeniedException',
    'dynamodb:GetItem',
    'arn:aws:dynamodb:us-west-1:111122223333:table/t',
  ],
  [
    'states (awsJson)',
    (c) => new SFNClient(c).send(new StopExecutionCommand({ executionArn: EXECUTION })),
    'AccessDeniedException',
    'states:StopExecution',
    EXECUTION,
  ],
  [
    'kms (awsJson)',
    (c) => new KMSClient(c).send(new DecryptCommand({ KeyId: 'k', CiphertextBlob: Buffer.from('x') })),
    'AccessDeniedException',
    'kms:Decrypt',
    'arn:aws:kms:us-west-1:111122223333:key/k',
  ],
  [
    'cloudwatch (awsJson with query codes)',
    (c) => new CloudWatchClient(c).send(new DescribeAlarmsCommand({ AlarmNames: ['a'] })),
    'AccessDenied',
    'cloudwatch:DescribeAlarms',
    'arn:aws:cloudwatch:us-west-1:111122223333:alarm:a',
  ],
  [
    'sns (awsQuery)',
    (c) => new SNSClient(c).send(new PublishCommand({ TopicArn: TOPIC, Message: 'm' })),
    'AuthorizationErrorException',
    'sns:Publish',
    TOPIC,
  ],
  [
    'elasticloadbalancing (awsQuery)',
    (c) => new ElasticLoadBalancingV2Client(c).send(new DescribeLoadBalancersCommand({})),
    'AccessDenied',
    'elasticloadbalancing:DescribeLoadBalancers',
    '*',
  ],
  [
    'rds (awsQuery)',
    (c) => new RDSClient(c).send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'd' })),
    'AccessDenied',
    'rds:DescribeDBInstances',
    'arn:aws:rds:us-west-1:111122223333:db:d',
  ],
];

describe('a call that the role does not allow', () => {
  let account: RehearsedAccount;
  let config: Config;
  beforeEach(async () => {
    account = await rehearsedAccount();
    account.policies.allows = () => false;
    config = account.client(FUNCTION_CREDENTIALS);
  });
  afterEach(() => account.stop());

  it.each(CALLS)('is denied in the words of %s', async (_what, send, name, action, resource) => {
    await expect(send(config)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(`ShiftWeight's role does not allow ${action} on ${resource}`),
    });
    expect(account.emulator.seen).toEqual([]);
    expect(account.gateway.calls.denied()).toMatchObject([
      {
        outcome: 'denied',
        caller: { principal: ROLE, function: 'shop-ShiftWeight', name: 'ShiftWeight' },
        permissions: [{ action, resource }],
        message: expect.stringContaining(`User: ${ROLE} is not authorized to perform: ${action}`),
      },
    ]);
    expect(account.logged).toEqual([expect.stringMatching(/^denied: ShiftWeight's role does not allow/)]);
  });

  it('is denied over rpc-v2-cbor', async () => {
    const client = new CloudWatchClient({ ...config, protocol: CBOR });
    const asked = client.send(new DescribeAlarmsCommand({ AlarmNames: ['a'] }));
    await expect(asked).rejects.toThrow("ShiftWeight's role does not allow cloudwatch:DescribeAlarms");
  });

  it('is denied without a body where the method has none', async () => {
    const asked = new S3Client(config).send(new HeadBucketCommand({ Bucket: 'b' }));
    await expect(asked).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    expect(account.gateway.calls.denied()).toMatchObject([{ permissions: [{ action: 's3:ListBucket' }] }]);
  });

  it('names the condition keys that the role was asked with, and changes nothing', async () => {
    const before = account.engine.listResourceRecordSets('Z1', {});
    const change = {
      Action: 'CREATE' as const,
      ResourceRecordSet: {
        Name: '*.Shop.test',
        Type: 'A' as const,
        TTL: 60,
        ResourceRecords: [{ Value: '192.0.2.1' }],
      },
    };
    const command = new ChangeResourceRecordSetsCommand({
      HostedZoneId: 'Z1',
      ChangeBatch: { Changes: [change] },
    });
    await expect(new Route53Client(config).send(command)).rejects.toThrow(
      'route53:ChangeResourceRecordSetsNormalizedRecordNames = ["\\\\052.shop.test"]',
    );
    expect(account.policies.asked).toMatchObject([
      {
        accessKeyId: 'FUNCTIONKEY',
        action: 'route53:ChangeResourceRecordSets',
        resource: 'arn:aws:route53:::hostedzone/Z1',
        context: {
          'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['\\052.shop.test'],
          'route53:ChangeResourceRecordSetsRecordTypes': ['A'],
          'route53:ChangeResourceRecordSetsActions': ['CREATE'],
          'aws:SecureTransport': ['true'],
        },
      },
    ]);
    expect(account.engine.listResourceRecordSets('Z1', {})).toEqual(before);
  });

  it('is denied when one of several things that it needs is', async () => {
    account.policies.allows = ({ action }) => action !== 'dynamodb:DeleteItem';
    const command = new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName: 'journal', Item: { pk: { S: 'a' } } } },
        { Delete: { TableName: 'journal', Key: { pk: { S: 'b' } } } },
      ],
    });
    await expect(new DynamoDBClient(config).send(command)).rejects.toThrow(
      'does not allow dynamodb:DeleteItem on arn:aws:dynamodb:us-west-1:111122223333:table/journal with dynamodb:LeadingKeys = ["b"]',
    );
    expect(account.emulator.seen).toEqual([]);
  });
});

describe('a call that cannot be judged', () => {
  let account: RehearsedAccount;
  beforeEach(async () => {
    account = await rehearsedAccount();
  });
  afterEach(() => account.stop());

  it('is refused as not implemented when a function makes it, whatever its role allows', async () => {
    const client = new DynamoDBClient(account.client(FUNCTION_CREDENTIALS));
    await expect(client.send(new UpdateTableCommand({ TableName: 'journal' }))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('does not know which IAM actions dynamodb UpdateTable needs'),
      $metadata: { httpStatusCode: 501 },
    });
    expect(account.emulator.seen).toEqual([]);
    expect(account.gateway.calls.where({ outcome: 'unknown' })).toHaveLength(1);
    expect(account.logged).toEqual([expect.stringMatching(/^unknown: .*UpdateTable/)]);
  });

  it('is refused when the request hides which key it needs', async () => {
    const client = new KMSClient(account.client(FUNCTION_CREDENTIALS));
    const asked = client.send(new DecryptCommand({ CiphertextBlob: Buffer.from('x') }));
    await expect(asked).rejects.toThrow('Decrypt without KeyId');
  });

  it('is refused when it looks like another one, as a copy looks like a PUT', async () => {
    const response = await fetch(`${account.gateway.url}/b/k`, {
      method: 'PUT',
      headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=FUNCTIONKEY/20261123/us-west-1/s3/aws4_request',
        'x-amz-copy-source': '/b/other',
      },
    });
    expect(response.status).toBe(501);
    expect(account.gateway.calls.all()).toMatchObject([{ operation: 'PUT /b/k', outcome: 'unknown' }]);
  });

  it('is refused when nobody holds its access key', async () => {
    const stranger = { accessKeyId: 'WHO', secretAccessKey: 'x' };
    const table = new DynamoDBClient(account.client(stranger)).send(
      new GetItemCommand({ TableName: 't', Key: {} }),
    );
    await expect(table).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'nobody holds the access key WHO',
    });
    const zone = new Route53Client(account.client(stranger)).send(new GetHostedZoneCommand({ Id: 'Z1' }));
    await expect(zone).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    const bucket = new S3Client(account.client(stranger)).send(
      new GetBucketVersioningCommand({ Bucket: 'b' }),
    );
    await expect(bucket).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
  });

  it("is the emulator's to judge when no function makes it, but not on the gateway's own services", async () => {
    const operator = { accessKeyId: 'OPERATORKEY', secretAccessKey: 'x' };
    await new DynamoDBClient(account.client(operator)).send(new UpdateTableCommand({ TableName: 'journal' }));
    expect(account.emulator.seen).toHaveLength(1);
    const zone = new Route53Client(account.client(operator)).send(new GetHostedZoneCommand({ Id: 'Z1' }));
    await expect(zone).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('is never allowed when the evaluator cannot be asked', async () => {
    account.policies.allows = () => {
      throw new Error('the evaluator is gone');
    };
    const zone = new Route53Client(account.client(FUNCTION_CREDENTIALS)).send(
      new GetHostedZoneCommand({ Id: 'Z1' }),
    );
    await expect(zone).rejects.toMatchObject({
      name: 'InternalFailure',
      message: expect.stringContaining('the evaluator is gone'),
    });
    expect(account.gateway.calls.all()).toMatchObject([{ outcome: 'error', permissions: [] }]);
  });
});
