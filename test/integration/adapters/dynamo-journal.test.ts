import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoJournal } from '../../../lambdas/migration/adapters/dynamo-journal.ts';
import { journalContract } from '../../support/journal-contract/index.ts';
import { TABLE, useJournalTable } from './masters/journal-table.ts';

const table = useJournalTable();

describe('The journal in DynamoDB', () => {
  let migrations = 0;

  journalContract(async () => new DynamoJournal(table.client, TABLE, `shop-${++migrations}`));

  it('says that the before-image is unreadable rather than restoring less than there was', async () => {
    const journal = new DynamoJournal(table.client, TABLE, 'damaged');
    await journal.claim({ execution: 'run-1', executionArn: 'arn', startedAt: '2026-03-01T00:00:00Z' });
    const image = { fenceName: '_cutover-', records: [], follows: [] };
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
      table.client.send(
        new UpdateItemCommand({
          TableName: TABLE,
          Key: { migration: { S: 'damaged' }, item: { S: 'state#before#Z2#0001' } },
          UpdateExpression: 'SET body = :body',
          ExpressionAttributeValues: { ':body': { S: body } },
        }),
      );
    await tear('{"version":1,"zoneId":"Z2","par');
    await expect(journal.load()).rejects.toMatchObject({ name: 'BeforeImageUnreadable' });
    await tear(
      JSON.stringify({
        version: 1,
        zoneId: 'Z2',
        fenceName: '_cutover-',
        part: 1,
        parts: 2,
        zones: 2,
        records: [],
      }),
    );
    await expect(journal.load()).rejects.toMatchObject({ name: 'BeforeImageUnreadable' });
  });
});

describe('A journal of a later version of this software', () => {
  const KEPT = ['state#run', 'state#zone#Z1', 'state#before#Z1#0001'] as const;
  let n = 0;

  it.each([
    ['state#run', 'JournalUnreadable'],
    ['state#zone#Z1', 'JournalUnreadable'],
    ['state#before#Z1#0001', 'BeforeImageUnreadable'],
  ] as const)('is never guessed: %s', async (item, name) => {
    const migration = `later-${++n}`;
    const journal = new DynamoJournal(table.client, TABLE, migration);
    await journal.claim({ execution: 'run-1', executionArn: 'arn', startedAt: '2026-03-01T00:00:00Z' });
    await journal.saveBeforeImage(
      'run-1',
      new Map([['Z1', { fenceName: '_cutover-x.', records: [], follows: [] }]]),
    );
    const fence = { migration, epoch: 1, phase: 'prepare', weight: 0, execution: 'run-1' } as const;
    await journal.recordZone('run-1', {
      zoneId: 'Z1',
      fence,
      changeId: 'C1',
      acceptedAt: '',
      ttlInForceSeconds: 0,
    });
    const Key = (of: string) => ({ migration: { S: migration }, item: { S: of } });
    const bodyOf = async (of: string) => {
      const { Item } = await table.client.send(new GetItemCommand({ TableName: TABLE, Key: Key(of) }));
      return JSON.parse(Item?.body?.S ?? '');
    };
    for (const of of KEPT) expect(await bodyOf(of)).toMatchObject({ version: 1 });
    await table.client.send(
      new UpdateItemCommand({
        TableName: TABLE,
        Key: Key(item),
        UpdateExpression: 'SET body = :body',
        ExpressionAttributeValues: {
          ':body': { S: JSON.stringify({ ...(await bodyOf(item)), version: 2 }) },
        },
      }),
    );
    await expect(journal.load()).rejects.toMatchObject({
      name,
      message: expect.stringContaining(`${item} is in format 2`),
    });
  });
});
