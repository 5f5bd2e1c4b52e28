import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoJournal } from '../../../lambdas/shared/adapters/dynamo-journal.ts';
import { type Emulator, startEmulator } from '../../../rehearsal/emulator/emulator.ts';
import { journalContract } from '../../support/journal-contract.ts';

describe('The journal in DynamoDB', () => {
  let emulator: Emulator;
  let client: DynamoDBClient;
  let tmpDir: string;
  let migrations = 0;

  beforeAll(async () => {
    tmpDir = mkdtempSync(join(tmpdir(), 'journal-'));
    emulator = await startEmulator({ account: '111122223333', region: 'us-west-1', tmpDir, log: () => {} });
    client = new DynamoDBClient({
      endpoint: emulator.url,
      region: 'us-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    await client.send(
      new CreateTableCommand({
        TableName: 'journal',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'migration', AttributeType: 'S' },
          { AttributeName: 'item', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'migration', KeyType: 'HASH' },
          { AttributeName: 'item', KeyType: 'RANGE' },
        ],
      }),
    );
  });

  afterAll(async () => {
    client?.destroy();
    await emulator?.stop();
    rmSync(tmpDir, { recursive: true, force: true });
  });

  journalContract(async () => new DynamoJournal(client, 'journal', `shop-${++migrations}`));

  it('says that the before-image is unreadable rather than restoring less than there was', async () => {
    const journal = new DynamoJournal(client, 'journal', 'damaged');
    await journal.claim({ execution: 'run-1', executionArn: 'arn', startedAt: '2026-03-01T00:00:00Z' });
    const image = { fenceName: '_cutover.', records: [] };
    await journal.saveBeforeImage(
      'run-1',
      new Map([
        ['Z1', image],
        ['Z2', image],
      ]),
    );
    const fence = {
      migration: 'damaged',
      epoch: 1,
      phase: 'prepare',
      weight: 0,
      execution: 'run-1',
    } as const;
    await journal.recordZone('run-1', {
      zoneId: 'Z1',
      fence,
      changeId: 'C1',
      acceptedAt: '',
      ttlInForceSeconds: 0,
    });
    const tear = (body: string) =>
      client.send(
        new UpdateItemCommand({
          TableName: 'journal',
          Key: { migration: { S: 'damaged' }, item: { S: 'state#before#Z2#0001' } },
          UpdateExpression: 'SET body = :body',
          ExpressionAttributeValues: { ':body': { S: body } },
        }),
      );
    await tear('{"zoneId":"Z2","par');
    await expect(journal.load()).rejects.toMatchObject({ name: 'BeforeImageUnreadable' });
    await tear(
      JSON.stringify({ zoneId: 'Z2', fenceName: '_cutover.', part: 1, parts: 2, zones: 2, records: [] }),
    );
    await expect(journal.load()).rejects.toMatchObject({ name: 'BeforeImageUnreadable' });
  });
});
