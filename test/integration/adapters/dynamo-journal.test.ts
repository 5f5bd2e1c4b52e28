import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoJournal } from '../../../lambdas/shared/adapters/dynamo-journal.ts';
import { journalContract } from '../../support/journal-contract.ts';
import { TABLE, useJournalTable } from './journal-table.ts';

describe('The journal in DynamoDB', () => {
  const table = useJournalTable();
  let migrations = 0;

  journalContract(async () => new DynamoJournal(table.client, TABLE, `shop-${++migrations}`));

  it('says that the before-image is unreadable rather than restoring less than there was', async () => {
    const journal = new DynamoJournal(table.client, TABLE, 'damaged');
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
      table.client.send(
        new UpdateItemCommand({
          TableName: TABLE,
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
