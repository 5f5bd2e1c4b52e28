import { createHash, randomBytes } from 'node:crypto';
import { DescribeTableCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import {
  ChangeResourceRecordSetsCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { FUNCTION_CREDENTIALS, ROLE, ROOT_CREDENTIALS, scopeOf } from './policies.ts';
import { type RehearsedAccount, rehearsedAccount } from './rehearsed-account.ts';

describe('the gateway', () => {
  let account: RehearsedAccount;
  beforeEach(async () => {
    account = await rehearsedAccount();
  });
  afterEach(() => account.stop());

  it('gives Route 53 calls to the engine and records them', async () => {
    const client = new Route53Client(account.client(FUNCTION_CREDENTIALS));
    const listed = await client.send(new ListResourceRecordSetsCommand({ HostedZoneId: 'Z1' }));

    expect(listed.ResourceRecordSets?.map(({ Type }) => Type)).toEqual(['NS', 'SOA']);
    expect(account.emulator.seen).toEqual([]);
    expect(account.gateway.calls.by('ShiftWeight')).toMatchObject([
      {
        number: 1,
        startedAt: '2026-11-23T12:00:00.000Z',
        endedAt: '2026-11-23T12:00:00.000Z',
        service: 'route53',
        operation: 'ListResourceRecordSets',
        permissions: [
          { action: 'route53:ListResourceRecordSets', resource: 'arn:aws:route53:::hostedzone/Z1' },
        ],
        caller: {
          accessKeyId: 'FUNCTIONKEY',
          principal: ROLE,
          function: 'shop-ShiftWeight',
          appId: 'kops-cutover-ShiftWeight',
        },
        outcome: 'ok',
        status: 200,
      },
    ]);
  });

  it("records the engine's refusals with their error codes", async () => {
    const client = new Route53Client(account.client(FUNCTION_CREDENTIALS));
    const batch = {
      HostedZoneId: 'Z1',
      ChangeBatch: {
        Changes: [
          {
            Action: 'DELETE' as const,
            ResourceRecordSet: {
              Name: 'no.shop.test',
              Type: 'A' as const,
              TTL: 60,
              ResourceRecords: [{ Value: '192.0.2.1' }],
            },
          },
        ],
      },
    };
    await expect(client.send(new ChangeResourceRecordSetsCommand(batch))).rejects.toThrow(
      'but it was not found',
    );
    expect(account.gateway.calls.all()).toMatchObject([
      {
        operation: 'ChangeResourceRecordSets',
        outcome: 'error',
        status: 400,
        errorCode: 'InvalidChangeBatch',
      },
    ]);
  });

  it('forwards everything else byte for byte, Host and signature included', async () => {
    const client = new DynamoDBClient(account.client(FUNCTION_CREDENTIALS));
    account.emulator.answer = (_request, response) => {
      response
        .writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'x-from': 'emulator' })
        .end('{"Table":{"TableName":"journal"}}');
    };
    const answer = await client.send(new DescribeTableCommand({ TableName: 'journal' }));

    expect(answer.Table?.TableName).toBe('journal');
    const [seen] = account.emulator.seen;
    expect(seen?.body.toString()).toBe('{"TableName":"journal"}');
    const headers = pairs(seen?.rawHeaders ?? []);
    expect(headers.get('host')).toBe(new URL(account.gateway.url).host);
    expect(headers.get('authorization')).toContain('Credential=FUNCTIONKEY/');
    expect(headers.get('x-amz-target')).toBe('DynamoDB_20120810.DescribeTable');
  });

  it('records errors that the emulator answers, and passes them on', async () => {
    account.emulator.answer = (_request, response) => {
      response
        .writeHead(400, { 'content-type': 'application/x-amz-json-1.0' })
        .end('{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"gone"}');
    };
    const client = new DynamoDBClient(account.client(FUNCTION_CREDENTIALS));
    const asked = client.send(new GetItemCommand({ TableName: 'other', Key: { pk: { S: 'a' } } }));
    await expect(asked).rejects.toMatchObject({ name: 'ResourceNotFoundException', message: 'gone' });
    expect(account.gateway.calls.all()).toMatchObject([
      { outcome: 'error', status: 400, errorCode: 'ResourceNotFoundException' },
    ]);
  });

  it('streams large objects through, larger than what it would ever hold', async () => {
    const body = randomBytes(24 * 1024 * 1024);
    const client = new S3Client(account.client(FUNCTION_CREDENTIALS));
    await client.send(new PutObjectCommand({ Bucket: 'assets', Key: 'a b/c', Body: body }));

    const [seen] = account.emulator.seen;
    expect(seen?.url).toBe('/assets/a%20b/c?x-id=PutObject');
    expect(sha256(seen?.body ?? Buffer.alloc(0))).toBe(sha256(body));
    expect(account.gateway.calls.all()).toMatchObject([
      {
        operation: 'PutObject',
        permissions: [{ action: 's3:PutObject', resource: 'arn:aws:s3:::assets/a b/c' }],
      },
    ]);
  });

  it('passes chunked bodies on as chunked', async () => {
    const response = await fetch(`${account.gateway.url}/assets/key`, {
      method: 'PUT',
      headers: { authorization: scopeOf('s3') },
      body: new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('one,'));
          controller.enqueue(new TextEncoder().encode('two'));
          controller.close();
        },
      }),
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(200);
    const [seen] = account.emulator.seen;
    expect(seen?.body.toString()).toBe('one,two');
    expect(pairs(seen?.rawHeaders ?? []).get('transfer-encoding')).toBe('chunked');
  });

  it('lets the root credentials do anything, mapped or not, and asks no policy', async () => {
    const client = new DynamoDBClient(account.client(ROOT_CREDENTIALS));
    await client.send(new DescribeTableCommand({ TableName: 'journal' }));
    const response = await fetch(account.gateway.url, {
      method: 'POST',
      headers: {
        authorization: scopeOf('cloudformation'),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'Action=DescribeStacks&Version=2010-05-15',
    });
    expect(response.status).toBe(200);
    expect(account.policies.asked).toEqual([]);
    expect(account.gateway.calls.all().map(({ outcome, operation }) => [operation, outcome])).toEqual([
      ['DescribeTable', 'ok'],
      ['DescribeStacks', 'ok'],
    ]);
  });

  it('routes presigned URLs by their query', async () => {
    const scope = encodeURIComponent('test/20261123/us-west-1/route53/aws4_request');
    const response = await fetch(`${account.gateway.url}/2013-04-01/hostedzone/Z1?X-Amz-Credential=${scope}`);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<Name>shop.test.</Name>');
  });

  it('leaves unsigned requests to the emulator', async () => {
    const response = await fetch(`${account.gateway.url}/2013-04-01/hostedzone/Z1`);
    expect(await response.text()).toBe('{}');
    expect(account.emulator.seen).toHaveLength(1);
    expect(account.gateway.calls.all()).toMatchObject([
      { service: '', outcome: 'ok', caller: { name: '(unsigned)' } },
    ]);
  });

  it('says that the emulator is gone, and continues', async () => {
    await account.emulator.stop();
    const client = new DynamoDBClient(account.client(ROOT_CREDENTIALS));
    const asked = client.send(new DescribeTableCommand({ TableName: 'journal' }));
    await expect(asked).rejects.toThrow(/could not serve this: .*ECONNREFUSED/);
    const zone = new Route53Client(account.client(ROOT_CREDENTIALS));
    await expect(zone.send(new ListResourceRecordSetsCommand({ HostedZoneId: 'Z1' }))).resolves.toBeDefined();
  });

  it('records callers that go away, and carries a whole call out all the same', async () => {
    const answers: (() => void)[] = [];
    const arrived = new Promise<void>((resolve) => {
      account.emulator.answer = (_request, response) => {
        answers.push(() => response.writeHead(200).end('{}'));
        resolve();
      };
    });
    const gone = new AbortController();
    const asked = fetch(account.gateway.url, {
      method: 'POST',
      headers: { authorization: scopeOf('dynamodb'), 'x-amz-target': 'DynamoDB_20120810.GetItem' },
      body: '{}',
      signal: gone.signal,
    });
    await arrived;
    gone.abort();
    await expect(asked).rejects.toThrow('aborted');
    for (const answer of answers) answer();
    await until(() => account.gateway.calls.all().length === 1);
    expect(account.gateway.calls.all()).toMatchObject([{ operation: 'GetItem', outcome: 'abandoned' }]);
    expect(account.emulator.seen).toHaveLength(1);
  });
});

function pairs(rawHeaders: readonly string[]): ReadonlyMap<string, string> {
  const names = rawHeaders.filter((_, index) => index % 2 === 0);
  return new Map(names.map((name, index) => [name.toLowerCase(), rawHeaders[index * 2 + 1] ?? '']));
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
