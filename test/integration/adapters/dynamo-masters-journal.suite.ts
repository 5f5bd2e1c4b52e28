import { DeleteItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoMastersJournal } from '../../../lambdas/masters/adapters/dynamo-masters-journal.ts';
import { mastersStoreContract } from '../../support/masters/masters-journal-contract.ts';
import { TABLE, table } from './journal-table.ts';
import { OPEN } from './masters/open-replacement.ts';

describe('The masters in DynamoDB', () => {
  let stores = 0;
  const storeOf = (name: string) => new DynamoMastersJournal(table.client, TABLE, name);

  mastersStoreContract(async () => storeOf(`masters-${++stores}`));

  it('are kept apart by name', async () => {
    const [one, other] = [storeOf('one'), storeOf('other')];
    expect(await one.noteSignal('key', OPEN.since)).toBe(true);
    expect(await other.noteSignal('key', OPEN.since)).toBe(true);
    await one.putReplacement(undefined, OPEN);
    expect(await other.unfinished()).toEqual([]);
  });

  it('leave no mark of what is over, so that the sweep reads only what is not', async () => {
    const journal = storeOf('marked');
    await journal.putReplacement(undefined, OPEN);
    await journal.putReplacement(undefined, { ...OPEN, id: 'i-2' });
    await journal.putReplacement(await journal.replacement('i-1'), { ...OPEN, status: 'replaced' });
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: TABLE,
        KeyConditionExpression: 'migration = :name AND begins_with(#item, :prefix)',
        ExpressionAttributeNames: { '#item': 'item' },
        ExpressionAttributeValues: { ':name': { S: 'marked' }, ':prefix': { S: 'unfinished#' } },
      }),
    );
    expect(Items.map(({ item }) => item?.S)).toEqual(['unfinished#i-2']);
  });

  it('are not half written when somebody else was first', async () => {
    const journal = storeOf('raced');
    await journal.putReplacement(undefined, OPEN);
    const read = await journal.replacement('i-1');
    await journal.putReplacement(read, { ...OPEN, attempt: 2 });
    expect(await journal.putReplacement(read, { ...OPEN, status: 'replaced' })).toBe(false);
    expect((await journal.unfinished()).map(({ value }) => value.attempt)).toEqual([2]);
  });

  describe('that are damaged', () => {
    const KEY = { migration: { S: 'damaged' }, item: { S: 'replacement#i-1' } };
    beforeEach(async () => {
      await table.client.send(new DeleteItemCommand({ TableName: TABLE, Key: KEY }));
      await storeOf('damaged').putReplacement(undefined, OPEN);
    });

    it.each([
      ['SET body = :body', { ':body': { S: '{"id":"i-' } }],
      ['REMOVE body', undefined],
      ['REMOVE version', undefined],
    ])('are reported, never guessed: %s', async (UpdateExpression, ExpressionAttributeValues) => {
      await table.client.send(
        new UpdateItemCommand({ TableName: TABLE, Key: KEY, UpdateExpression, ExpressionAttributeValues }),
      );
      await expect(storeOf('damaged').replacement('i-1')).rejects.toMatchObject({
        name: 'UnreadableAnswer',
        message: expect.stringContaining('replacement#i-1'),
      });
    });
  });
});
