import { S3Client } from '@aws-sdk/client-s3';
import { S3BeforeImageCopy } from '../../../../lambdas/migration/adapters/s3-before-image-copy.ts';
import { beforeImageCopyContract, copiedRun } from '../../../support/migration/before-image-copy-contract.ts';
import { ObjectServer } from '../../../support/object-server.ts';

const PATH = '/reports/shop/journal/before-image.json';

describe('The copy of the before-image in S3', () => {
  let server: ObjectServer;
  let client: S3Client;
  let copy: S3BeforeImageCopy;
  beforeAll(async () => {
    server = await ObjectServer.start();
    client = new S3Client(server.client);
    copy = new S3BeforeImageCopy('reports', 'shop', client);
  });
  beforeEach(() => {
    server.objects.clear();
    server.requests.length = 0;
  });
  afterAll(async () => {
    client?.destroy();
    await server?.stop();
  });

  beforeImageCopyContract(async () => copy);

  it('is one object of the migration', async () => {
    await copy.save(copiedRun('run-1', 1));
    await copy.load();
    expect(server.requests).toEqual([`GET ${PATH}`, `PUT ${PATH}`, `GET ${PATH}`]);
  });

  it('replaces exactly what it has read: a run that comes late finds the one that was faster', async () => {
    await copy.save(copiedRun('run-1', 1));
    const held = server.objects.get(PATH) ?? '';
    await copy.save(copiedRun('run-3', 3));
    const newer = server.objects.get(PATH) ?? '';
    server.objects.set(PATH, held);
    server.beforePut = () => server.objects.set(PATH, newer);
    await expect(copy.save(copiedRun('run-2', 2))).rejects.toMatchObject({ name: 'FenceLost' });
    expect(await copy.load()).toEqual(copiedRun('run-3', 3));
  });

  it('replaces nothing where it found nothing, when another was faster', async () => {
    await copy.save(copiedRun('run-2', 2));
    const newer = server.objects.get(PATH) ?? '';
    server.objects.clear();
    server.beforePut = () => server.objects.set(PATH, newer);
    await expect(copy.save(copiedRun('run-1', 1))).rejects.toMatchObject({ name: 'FenceLost' });
  });

  it('is tried again where another process is writing at the same moment', async () => {
    server.beforePut = () => {
      server.next = undefined;
    };
    await copy.save(copiedRun('run-1', 1));
    const puts = () => server.requests.filter((line) => line.startsWith('PUT')).length;
    const before = puts();
    server.beforePut = () => server.objects.set(PATH, `${server.objects.get(PATH)}\n`);
    await copy.save(copiedRun('run-2', 2));
    expect(puts() - before).toBe(2);
    expect(await copy.load()).toEqual(copiedRun('run-2', 2));
  });

  it.each([
    ['half of it', (text: string) => text.slice(0, text.length / 2)],
    ['a later format', (text: string) => text.replace('"version": 1', '"version": 2')],
    ['no run', (text: string) => text.replace('"run"', '"walk"')],
    ['no zones', () => JSON.stringify({ version: 1, run: copiedRun('run-1', 1).run, beforeImage: {} })],
    ['a zone without records', (text: string) => text.replaceAll('"records"', '"discs"')],
  ])('is unreadable, and never guessed: %s', async (_what, damaged) => {
    await copy.save(copiedRun('run-1', 1));
    server.objects.set(PATH, damaged(server.objects.get(PATH) ?? ''));
    await expect(copy.load()).rejects.toMatchObject({
      name: 'BeforeImageUnreadable',
      message: expect.stringContaining(`s3:/${PATH}`),
    });
    await copy.save(copiedRun('run-2', 2));
    expect(await copy.load()).toEqual(copiedRun('run-2', 2));
  });

  it.each([
    [503, 'SlowDown'],
    [500, 'InternalError'],
  ])('is not known for now: %s %s', async (status, code) => {
    server.next = { status, code };
    await expect(copy.load()).rejects.toMatchObject({ name: 'TransientFailure' });
  });

  it('is none where S3 says so in either of its ways', async () => {
    server.next = { status: 404, code: 'NoSuchKey' };
    expect(await copy.load()).toBeUndefined();
    server.next = { status: 403, code: 'AccessDenied' };
    expect(await copy.load()).toBeUndefined();
    server.next = { status: 404, code: 'NoSuchBucket' };
    await expect(copy.load()).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
});
