import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketLifecycleConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { S3LastReport } from '../../../../lambdas/migration/adapters/s3-last-report.ts';
import { S3Reports } from '../../../../lambdas/migration/adapters/s3-reports.ts';
import { S3StateBucket } from '../../../../lambdas/migration/adapters/s3-state-bucket.ts';
import { ACCOUNT, REGION } from '../../emulator/offline-aws.ts';
import { clientOptions } from '../shared-emulator.ts';

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

let s3: S3Client;

beforeAll(() => {
  s3 = new S3Client({ ...clientOptions(), forcePathStyle: true });
});

afterAll(() => s3?.destroy());

describe('Reports in S3', () => {
  beforeAll(() => s3.send(new CreateBucketCommand({ Bucket: 'reports' })));

  const read = async (Key: string) => {
    const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket: 'reports', Key }));
    return { text: await Body?.transformToString(), type: ContentType };
  };

  it('are kept as JSON and as text, and replaced when they are made again', async () => {
    const reports = new S3Reports('reports', 'shop', s3);
    await reports.put('run-1', 'closed', { json: { was: 'first' }, text: 'first\n' });
    const address = await reports.put('run-1', 'closed', { json: { ü: [1] }, text: 'Größe → 5 %\n' });
    expect(address).toBe('s3://reports/shop/run-1/closed.txt');
    expect(await read('shop/run-1/closed.txt')).toEqual({
      text: 'Größe → 5 %\n',
      type: 'text/plain; charset=utf-8',
    });
    const json = await read('shop/run-1/closed.json');
    expect({ ...json, text: JSON.parse(json.text ?? '') }).toEqual({
      text: { ü: [1] },
      type: 'application/json',
    });
  });

  it('that cannot be kept are an error', async () => {
    const reports = new S3Reports('no-such-bucket', 'shop', s3);
    await expect(reports.put('run-1', 'closed', { json: {}, text: '' })).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });
});

describe('The last report in S3', () => {
  beforeAll(() => s3.send(new CreateBucketCommand({ Bucket: 'last-reports' })));
  const last = (migration: string) => new S3LastReport('last-reports', migration, s3);

  it('is none at first, and then the one that was kept last', async () => {
    expect(await last('shop').load()).toBeUndefined();
    await last('shop').keep('{"n":1}\n');
    await last('shop').keep('{"n":2}\n');
    expect(await last('shop').load()).toBe('{"n":2}\n');
    expect(await last('other').load()).toBeUndefined();
  });

  it('is read to its first MiB, whatever lies there', async () => {
    await last('long').keep('x'.repeat(3 * 1024 * 1024));
    expect(await last('long').load()).toHaveLength(1024 * 1024);
  });

  it('that cannot be read or kept is an error', async () => {
    const nowhere = new S3LastReport('no-such-bucket', 'shop', s3);
    await expect(nowhere.load()).rejects.toMatchObject({ name: 'NoSuchBucket' });
    await expect(nowhere.keep('{}')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
});

describe('The state bucket in S3', () => {
  let n = 0;
  const named = (name: string) => new S3StateBucket({ name, account: ACCOUNT, region: REGION }, s3);
  const made = async () => {
    const bucket = named(`kops-state-${++n}`);
    await s3.send(new CreateBucketCommand({ Bucket: bucket.name }));
    return bucket;
  };

  it('is absent, is made, is found, and making it again is making it', async () => {
    const bucket = named('kops-state-shop');
    expect(await bucket.find()).toEqual({ kind: 'absent' });
    expect(await bucket.create()).toBe('created');
    expect(await bucket.find()).toMatchObject({ kind: 'ours' });
    expect(await bucket.create()).toBe('created');
  });

  it('has nothing set that nobody has set', async () => {
    const bucket = await made();
    expect(await bucket.versioning()).toBeUndefined();
    expect(await bucket.policy()).toBeUndefined();
    expect(await bucket.lifecycleRules()).toEqual([]);
  });

  it('has what was set', async () => {
    const bucket = await made();
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    await bucket.enableVersioning();
    await bucket.encryptByDefault();
    await bucket.blockPublicAccess();
    await bucket.enforceOwner();
    await bucket.setPolicy(policy);
    expect(await bucket.versioning()).toBe('Enabled');
    expect(await bucket.encryption()).toBe('AES256');
    expect(await bucket.publicAccessBlock()).toEqual({
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: true,
      restrictPublicBuckets: true,
    });
    expect(await bucket.ownership()).toBe('BucketOwnerEnforced');
    expect(JSON.parse((await bucket.policy()) ?? '')).toEqual(JSON.parse(policy));
  });

  it('says of each lifecycle rule whether current objects expire', async () => {
    const bucket = await made();
    const rule = { Status: 'Enabled', Filter: { Prefix: '' } } as const;
    const Rules = [
      { ...rule, ID: 'days', Expiration: { Days: 30 } },
      {
        ...rule,
        ID: 'old',
        Status: 'Disabled' as const,
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
      },
      { ...rule, ID: 'marker', Expiration: { ExpiredObjectDeleteMarker: true } },
      { ...rule, ID: 'cold', Transitions: [{ Days: 30, StorageClass: 'GLACIER' as const }] },
    ];
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: bucket.name,
        LifecycleConfiguration: { Rules },
      }),
    );
    expect(await bucket.lifecycleRules()).toEqual([
      { id: 'days', enabled: true, expiresCurrent: true, movesCurrentTo: [] },
      { id: 'old', enabled: false, expiresCurrent: false, movesCurrentTo: [] },
      { id: 'marker', enabled: true, expiresCurrent: false, movesCurrentTo: [] },
      { id: 'cold', enabled: true, expiresCurrent: false, movesCurrentTo: ['GLACIER'] },
    ]);
  });
});

/** S3 as far as one answer goes. */
interface Scripted {
  readonly status: number;
  readonly code?: string;
}

describe('What S3 answers', () => {
  let server: Server;
  let client: S3Client;
  let script: Scripted;
  const requests: { readonly line: string; readonly owner: string | undefined; readonly body: string }[] = [];
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      requests.push({
        line: `${request.method} ${request.url?.replace(/[?&]x-id=\w+/, '')}`,
        owner: request.headers['x-amz-expected-bucket-owner'] as string | undefined,
        body: await textOf(request),
      });
      const { status, code } = script;
      response.writeHead(status, { 'content-type': 'application/xml' });
      response.end(
        code === undefined || request.method === 'HEAD'
          ? undefined
          : `<Error><Code>${code}</Code><Message>no</Message></Error>`,
      );
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    client = new S3Client({
      region: REGION,
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      credentials: CREDENTIALS,
      forcePathStyle: true,
      maxAttempts: 1,
    });
  });
  beforeEach(() => {
    requests.length = 0;
  });
  afterAll(async () => {
    client?.destroy();
    server?.closeAllConnections();
    await new Promise((closed) => server?.close(closed));
  });
  const bucketIn = (region: string) => new S3StateBucket({ name: 'kops', account: ACCOUNT, region }, client);
  const bucket = () => bucketIn(REGION);

  it('is read as whose the bucket is', async () => {
    script = { status: 403 };
    expect(await bucket().find()).toMatchObject({ kind: 'not-ours' });
    script = { status: 404 };
    expect(await bucket().find()).toEqual({ kind: 'absent' });
    script = { status: 500 };
    await expect(bucket().find()).rejects.toThrow();
    expect(requests.every(({ owner }) => owner === ACCOUNT)).toBe(true);
  });

  it('is asked about this account’s bucket alone, whatever is done to it', async () => {
    script = { status: 200 };
    const one = bucket();
    const calls = [
      () => one.versioning(),
      () => one.enableVersioning(),
      () => one.encryptByDefault(),
      () => one.blockPublicAccess(),
      () => one.enforceOwner(),
      () => one.setPolicy('{}'),
    ];
    for (const call of calls) await call();
    script = { status: 404, code: 'NoSuchBucketPolicy' };
    await one.policy();
    expect(requests).toHaveLength(7);
    expect(new Set(requests.map(({ owner }) => owner))).toEqual(new Set([ACCOUNT]));
  });

  it('is that the name was taken, when it was', async () => {
    script = { status: 409, code: 'BucketAlreadyExists' };
    expect(await bucket().create()).toBe('taken');
    script = { status: 409, code: 'BucketAlreadyOwnedByYou' };
    expect(await bucket().create()).toBe('created');
    script = { status: 403, code: 'AccessDenied' };
    await expect(bucket().create()).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('is asked to make it in the Region of the client', async () => {
    script = { status: 200 };
    await bucket().create();
    expect(requests[0]?.body).toContain(`<LocationConstraint>${REGION}</LocationConstraint>`);
  });

  it.each<[string, string, (one: S3StateBucket) => Promise<unknown>]>([
    ['encryption', 'ServerSideEncryptionConfigurationNotFoundError', (one) => one.encryption()],
    ['public access block', 'NoSuchPublicAccessBlockConfiguration', (one) => one.publicAccessBlock()],
    ['ownership', 'OwnershipControlsNotFoundError', (one) => one.ownership()],
    ['policy', 'NoSuchBucketPolicy', (one) => one.policy()],
  ])('is "nothing set" for the %s by one error alone', async (_what, code, read) => {
    script = { status: 404, code };
    expect(await read(bucket())).toBeUndefined();
    script = { status: 404, code: 'NoSuchBucket' };
    await expect(read(bucket())).rejects.toMatchObject({ name: 'NoSuchBucket' });
    script = { status: 403, code: 'AccessDenied' };
    await expect(read(bucket())).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('is no rules where there is no lifecycle, and an error else', async () => {
    script = { status: 404, code: 'NoSuchLifecycleConfiguration' };
    expect(await bucket().lifecycleRules()).toEqual([]);
    script = { status: 403, code: 'AccessDenied' };
    await expect(bucket().lifecycleRules()).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
