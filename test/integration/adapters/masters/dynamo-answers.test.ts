import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoMastersJournal } from '../../../../lambdas/masters/adapters/dynamo-masters-journal.ts';
import { JsonServer, type Operation, Refusal } from '../../../support/json-server.ts';
import { OPEN } from './open-replacement.ts';

const TABLE = 'journal';

describe('What DynamoDB answers', () => {
  let server: JsonServer | undefined;
  afterEach(() => server?.stop());

  async function storeThat(operations: Readonly<Record<string, Operation>>, maxAttempts = 1) {
    server = await JsonServer.start(operations);
    const client = new DynamoDBClient({ ...server.client, maxAttempts });
    return new DynamoMastersJournal(client, TABLE, 'shop-masters');
  }
  const refuse = (code: string, status = 400, more: object = {}): Operation => {
    return () => {
      throw new Refusal(code, 'no', status, more);
    };
  };

  it('may be lost: a write that is made again knows its own item', async () => {
    let kept: unknown;
    const journal = await storeThat(
      {
        PutItem: ({ Item }) => {
          if (kept) throw new Refusal('ConditionalCheckFailedException', 'no', 400, { Item: kept });
          kept = Item;
          throw new Refusal('InternalServerError', 'lost', 500);
        },
      },
      2,
    );
    expect(await journal.noteSignal('key', OPEN.since)).toBe(true);
    expect(server?.calls).toHaveLength(2);
    expect(await journal.noteSignal('key', OPEN.since)).toBe(false);
  });

  it("is somebody else's item where the mark is another, or none", async () => {
    for (const Item of [{ writing: { S: 'another' } }, {}, undefined]) {
      const journal = await storeThat({
        PutItem: refuse('ConditionalCheckFailedException', 400, Item && { Item }),
      });
      expect(await journal.noteSignal('key', OPEN.since)).toBe(false);
      await server?.stop();
    }
  });

  it.each([
    ['ProvisionedThroughputExceededException', 400],
    ['ThrottlingException', 400],
    ['TransactionConflictException', 400],
    ['InternalServerError', 500],
  ])('is transient: %s', async (code, status) => {
    const refused = refuse(code, status);
    const journal = await storeThat({
      PutItem: refused,
      GetItem: refused,
      Query: refused,
      TransactWriteItems: refused,
    });
    const name = 'TransientFailure';
    await expect(journal.noteSignal('key', OPEN.since)).rejects.toMatchObject({ name });
    await expect(journal.lease()).rejects.toMatchObject({ name });
    await expect(journal.unfinished()).rejects.toMatchObject({ name });
    await expect(journal.putReplacement(undefined, OPEN)).rejects.toMatchObject({ name });
  });

  it.each([
    ['ConditionalCheckFailed', false],
    ['TransactionConflict', 'TransientFailure'],
    ['ThrottlingError', 'TransientFailure'],
    ['ValidationError', 'TransactionCanceledException'],
  ])('cancels a transaction for %s', async (Code, outcome) => {
    const journal = await storeThat({
      TransactWriteItems: refuse('TransactionCanceledException', 400, {
        CancellationReasons: [{ Code }, { Code: 'None' }],
      }),
    });
    const put = journal.putReplacement(undefined, OPEN).catch(({ name }: Error) => name);
    expect(await put).toBe(outcome);
  });

  describe('to reads at the same moment', () => {
    const all = (journal: DynamoMastersJournal) =>
      Promise.all([journal.lease(), journal.replacement('i-1'), journal.warnings(), journal.lease()]);
    const operations = () => server?.calls.map(({ operation }) => operation);

    it('comes by one call, of one moment', async () => {
      const journal = await storeThat({ TransactGetItems: () => ({ Responses: [{}, {}, {}] }) });
      await all(journal);
      expect(server?.calls).toEqual([
        {
          operation: 'TransactGetItems',
          input: {
            TransactItems: ['lease', 'replacement#i-1', 'warnings'].map((item) => ({
              Get: { TableName: TABLE, Key: { migration: { S: 'shop-masters' }, item: { S: item } } },
            })),
          },
        },
      ]);
    });

    it('comes by one call each if they are read one after the other, or one of them is being written', async () => {
      const conflict = refuse('TransactionCanceledException', 400, {
        CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }, { Code: 'None' }],
      });
      const journal = await storeThat({ TransactGetItems: conflict, GetItem: () => ({}) });
      await journal.lease();
      await journal.warnings();
      expect(operations()).toEqual(['GetItem', 'GetItem']);
      await all(journal);
      expect(operations()?.slice(2)).toEqual(['TransactGetItems', 'GetItem', 'GetItem', 'GetItem']);
    });

    it('goes to each when it is a failure', async () => {
      const journal = await storeThat({ TransactGetItems: refuse('ThrottlingException') });
      const settled = await Promise.allSettled([journal.lease(), journal.replacement('i-1')]);
      expect(settled).toMatchObject(
        settled.map(() => ({ status: 'rejected', reason: { name: 'TransientFailure' } })),
      );
    });
  });

  it('is not "somebody was first" when it refuses', async () => {
    const journal = await storeThat({ PutItem: refuse('AccessDeniedException') });
    await expect(journal.noteSignal('key', OPEN.since)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});
