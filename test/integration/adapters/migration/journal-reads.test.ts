import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoJournal } from '../../../../lambdas/migration/adapters/dynamo-journal.ts';
import { MemoryJournal } from '../../../fakes/migration/memory-journal.ts';
import { JsonServer } from '../../../support/json-server.ts';

/** How the journal reads: what a rollback doesn't find here it can't restore. */
describe('The journal reads', () => {
  type Item = Readonly<Record<string, unknown>>;
  let server: JsonServer;
  let client: DynamoDBClient;
  /** In the order of their sort keys, as DynamoDB gives them. */
  let items: Item[];

  beforeEach(async () => {
    items = [];
    server = await JsonServer.start({
      // Pages of one item, the smallest that there are.
      Query: ({ ExclusiveStartKey }) => {
        const { item } = (ExclusiveStartKey ?? {}) as { item?: { S: string } };
        const start = item
          ? items.findIndex((one) => JSON.stringify(one.item) === JSON.stringify(item)) + 1
          : 0;
        const { migration, item: last } = items[start] ?? {};
        const more = start + 1 < items.length && { LastEvaluatedKey: { migration, item: last } };
        return { Items: items.slice(start, start + 1), ...more };
      },
      GetItem: () => ({}),
      PutItem: ({ Item }) => {
        items.push(Item as Item);
        return {};
      },
      TransactWriteItems: ({ TransactItems }) => {
        for (const { Put } of TransactItems as { Put?: { Item: Item } }[]) if (Put) items.push(Put.Item);
        return {};
      },
    });
    client = new DynamoDBClient(server.client);
  });

  afterEach(async () => {
    client.destroy();
    await server.stop();
  });

  const run = { execution: 'run-1', executionArn: 'arn:run-1', startedAt: '2026-03-01T00:00:00.000Z' };
  const images = new Map(
    ['Z1', 'Z2'].map(
      (id) => [id, { fenceName: `_cutover-shop.${id}.test.`, records: [], follows: [] }] as const,
    ),
  );

  it('page after page', async () => {
    const [journal, memory] = [new DynamoJournal(client, 'table', 'shop'), new MemoryJournal()];
    for (const one of [journal, memory]) {
      await one.claim(run);
      await one.saveBeforeImage(run.execution, images);
    }
    expect(items).toHaveLength(3);
    expect(await journal.load()).toEqual(await memory.load());
  });

  it('consistently: never what stood there before the last write', async () => {
    const journal = new DynamoJournal(client, 'table', 'shop');
    await journal.load();
    await journal.claim(run);
    await journal.currentHold();
    await journal.decisions();
    const reads = server.calls.filter(({ operation }) => /^(Query|GetItem)$/.test(operation));
    expect(new Set(reads.map(({ operation }) => operation))).toEqual(new Set(['Query', 'GetItem']));
    for (const { input } of reads) expect(input.ConsistentRead).toBe(true);
  });
});
