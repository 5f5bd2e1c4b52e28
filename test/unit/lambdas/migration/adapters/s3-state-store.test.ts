import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { S3StateStore } from '../../../../../lambdas/migration/adapters/s3-state-store.ts';

const MIB = 1024 * 1024;

let server: Server;
let answer: (response: ServerResponse, request: IncomingMessage) => void;
let requests: string[];
let client: S3Client;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    answer(response, request);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    forcePathStyle: true,
    followRegionRedirects: true,
    maxAttempts: 1,
  });
});
beforeEach(() => {
  requests = [];
});
afterAll(async () => {
  client.destroy();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const store = (prefix = 'clusters/', longestMs = 20_000) =>
  new S3StateStore({ bucket: 'kops-state', prefix }, client, longestMs);

const refusing = (status: number, code: string) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<Error><Code>${code}</Code><Message>${code}!</Message></Error>`);
};

describe('an object of a state store', () => {
  const read = (mostBytes = 6 * MIB, longestMs?: number) =>
    store('clusters/', longestMs).read('k8s.shop.test/config', mostBytes);

  it('is read below the store’s prefix', async () => {
    answer = (response) => void response.end('kind: Cluster\n');
    expect(await read()).toEqual({ kind: 'found', text: 'kind: Cluster\n' });
    expect(requests).toEqual(['/kops-state/clusters/k8s.shop.test/config?x-id=GetObject']);
    answer = (response) => void response.end('');
    expect(await read()).toEqual({ kind: 'found', text: '' });
    expect([store().address, store('').address]).toEqual(['s3://kops-state/clusters', 's3://kops-state']);
  });

  it.each([
    [404, 'NoSuchKey', { kind: 'absent' }],
    [404, 'NoSuchBucket', { kind: 'no-bucket', why: expect.stringContaining('NoSuchBucket!') }],
    [403, 'AccessDenied', { kind: 'denied', why: expect.stringContaining('AccessDenied!') }],
    [503, 'SlowDown', { kind: 'unreadable', why: expect.stringContaining('SlowDown') }],
    [
      400,
      'KMS.DisabledException',
      { kind: 'unreadable', why: expect.stringContaining('KMS.DisabledException') },
    ],
  ])('is, at %i %s, not known or known to be absent', async (status, code, expected) => {
    answer = refusing(status, code);
    expect(await read()).toEqual(expected);
  });

  it('is not read where it is announced to be too large', async () => {
    let sent = 0;
    let closed: Promise<unknown> = Promise.resolve();
    answer = (response) => {
      response.writeHead(200, { 'content-length': 50 * MIB });
      closed = once(response, 'close');
      const more = (): void => {
        if (sent >= 50 * MIB || response.destroyed) return;
        sent += MIB;
        response.write(Buffer.alloc(MIB, 'x'), more);
      };
      more();
    };
    expect(await read()).toEqual({
      kind: 'too-large',
      why: 'it has 52,428,800 bytes, and at most 6,291,456 are read',
    });
    await closed;
    expect(sent).toBeLessThan(20 * MIB);
  });

  it('is left where more comes than was announced, or nothing was', async () => {
    let sent = 0;
    answer = (response) => {
      const more = (): void => {
        if (response.destroyed) return;
        sent += MIB;
        response.write(Buffer.alloc(MIB, 'x'), more);
      };
      more();
    };
    expect(await read()).toEqual({ kind: 'too-large', why: 'more came, and at most 6,291,456 are read' });
    expect(sent).toBeLessThan(64 * MIB);
  });

  it('is given up where it trickles, where nothing comes, and where it never ends', async () => {
    const trickles = (every: number) => (response: ServerResponse) => {
      response.writeHead(200, { 'content-length': 1000 });
      const timer = setInterval(() => response.write('x'), every);
      response.on('close', () => clearInterval(timer));
    };
    const late = { kind: 'too-slow', why: 'no whole answer within 0.3 s' };
    answer = trickles(20);
    expect(await read(MIB, 300)).toEqual(late);
    answer = () => undefined;
    expect(await read(MIB, 300)).toEqual(late);
  });

  it('is unreadable where the connection ends too early, and where it is no text', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('kind: ', () => response.destroy());
    };
    expect(await read()).toMatchObject({ kind: 'unreadable' });
    answer = (response) => void response.end(Buffer.from([0x1f, 0x8b, 0xff, 0xfe]));
    expect(await read()).toEqual({ kind: 'unreadable', why: 'it is not text in UTF-8' });
  });

  it('is not sought for ever where each answer leads elsewhere', async () => {
    answer = (response) => {
      response.writeHead(301, { 'content-type': 'application/xml', 'x-amz-bucket-region': 'eu-west-1' });
      response.end('<Error><Code>PermanentRedirect</Code><Message>elsewhere</Message></Error>');
    };
    expect(await read()).toMatchObject({ kind: 'unreadable' });
    expect(requests.length).toBeLessThan(5);
  });
});

describe('the objects of a state store', () => {
  const page = (keys: readonly string[], token = '') =>
    `<ListBucketResult><IsTruncated>${token !== ''}</IsTruncated>${token && `<NextContinuationToken>${token}</NextContinuationToken>`}${keys
      .map((key) => `<Contents><Key>${key}</Key><Size>${key.length}</Size></Contents>`)
      .join('')}</ListBucketResult>`;

  it('are listed below its prefix, page by page, up to as many as are wanted', async () => {
    const pages = [page(['clusters/c/a', 'clusters/c/b'], 'more'), page(['clusters/c/d'], 'still more')];
    answer = (response) => void response.end(pages[requests.length - 1] ?? '');
    expect(await store().list({ prefix: 'c/', after: 'c/0', mostKeys: 3 })).toEqual({
      kind: 'found',
      objects: [
        { key: 'c/a', bytes: 12 },
        { key: 'c/b', bytes: 12 },
        { key: 'c/d', bytes: 12 },
      ],
      isCut: true,
    });
    const asked = requests.map((url) => Object.fromEntries(new URL(url, 'http://s3').searchParams));
    expect(asked).toEqual([
      { 'list-type': '2', 'max-keys': '3', prefix: 'clusters/c/', 'start-after': 'clusters/c/0' },
      { 'list-type': '2', 'max-keys': '1', prefix: 'clusters/c/', 'continuation-token': 'more' },
    ]);
  });

  it('are none, or not known', async () => {
    answer = (response) => void response.end(page([]));
    expect(await store().list({ prefix: 'c/', mostKeys: 3 })).toEqual({
      kind: 'found',
      objects: [],
      isCut: false,
    });
    answer = refusing(403, 'AccessDenied');
    expect(await store().list({ prefix: 'c/', mostKeys: 3 })).toMatchObject({ kind: 'denied' });
    answer = () => undefined;
    expect(await store('', 300).list({ prefix: 'c/', mostKeys: 3 })).toMatchObject({ kind: 'too-slow' });
  });
});
