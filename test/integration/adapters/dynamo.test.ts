import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DynamoJournal } from '../../../lambdas/shared/adapters/dynamo-journal.ts';
import { DynamoMastersStore } from '../../../lambdas/shared/adapters/dynamo-masters-store.ts';
import type { Replacement } from '../../../lambdas/shared/domain/masters/replacement.ts';
import { journalContract } from '../../support/journal-contract.ts';
import { JsonServer, type Operation, Refusal } from '../../support/json-server.ts';
import { mastersStoreContract } from '../../support/masters-store-contract.ts';
import { REGION, useOfflineAws } from '../emulator/offline-aws.ts';

const TABLE = 'journal';

const OPEN: Replacement = {
  id: 'i-1',
  group: 'control-plane-us-west-1a.masters.k8s.shop.test',
  instance: 'i-1',
  attempt: 1,
  request: 'involuntary',
  origin: 'the sweep',
  since: '2026-11-23T12:00:00Z',
  status: 'open',
  statusAt: '2026-11-23T12:00:00Z',
  actions: {},
  marks: {},
};

const aws = useOfflineAws();
let client: DynamoDBClient;

beforeAll(async () => {
  client = new DynamoDBClient({
    endpoint: aws.emulator.url,
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
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

afterAll(() => client?.destroy());

describe('The journal in DynamoDB', () => {
  let migrations = 0;

  journalContract(async () => new DynamoJournal(client, TABLE, `shop-${++migrations}`));

  it('says that the before-image is unreadable rather than restoring less than there was', async () => {
    const journal = new DynamoJournal(client, TABLE, 'damaged');
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
      client.send(
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
    const journal = new DynamoJournal(client, TABLE, migration);
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
      const { Item } = await client.send(new GetItemCommand({ TableName: TABLE, Key: Key(of) }));
      return JSON.parse(Item?.body?.S ?? '');
    };
    for (const of of KEPT) expect(await bodyOf(of)).toMatchObject({ version: 1 });
    await client.send(
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

describe('The masters in DynamoDB', () => {
  let stores = 0;
  const storeOf = (name: string) => new DynamoMastersStore(client, TABLE, name);

  mastersStoreContract(async () => storeOf(`masters-${++stores}`));

  it('are kept apart by name', async () => {
    const [one, other] = [storeOf('one'), storeOf('other')];
    expect(await one.noteSignal('key', OPEN.since)).toBe(true);
    expect(await other.noteSignal('key', OPEN.since)).toBe(true);
    await one.putReplacement(undefined, OPEN);
    expect(await other.unfinished()).toEqual([]);
  });

  it('leave no mark of what is over, so that the sweep reads only what is not', async () => {
    const store = storeOf('marked');
    await store.putReplacement(undefined, OPEN);
    await store.putReplacement(undefined, { ...OPEN, id: 'i-2' });
    await store.putReplacement(await store.replacement('i-1'), { ...OPEN, status: 'replaced' });
    const { Items = [] } = await client.send(
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
    const store = storeOf('raced');
    await store.putReplacement(undefined, OPEN);
    const read = await store.replacement('i-1');
    await store.putReplacement(read, { ...OPEN, attempt: 2 });
    expect(await store.putReplacement(read, { ...OPEN, status: 'replaced' })).toBe(false);
    expect((await store.unfinished()).map(({ value }) => value.attempt)).toEqual([2]);
  });

  describe('that are damaged', () => {
    const KEY = { migration: { S: 'damaged' }, item: { S: 'replacement#i-1' } };
    beforeEach(async () => {
      await client.send(new DeleteItemCommand({ TableName: TABLE, Key: KEY }));
      await storeOf('damaged').putReplacement(undefined, OPEN);
    });

    it.each([
      ['SET body = :body', { ':body': { S: '{"id":"i-' } }],
      ['REMOVE body', undefined],
      ['REMOVE version', undefined],
    ])('are told of, never guessed: %s', async (UpdateExpression, ExpressionAttributeValues) => {
      await client.send(
        new UpdateItemCommand({ TableName: TABLE, Key: KEY, UpdateExpression, ExpressionAttributeValues }),
      );
      await expect(storeOf('damaged').replacement('i-1')).rejects.toMatchObject({
        name: 'UnreadableAnswer',
        message: expect.stringContaining('replacement#i-1'),
      });
    });
  });
});

describe('What DynamoDB answers', () => {
  let server: JsonServer | undefined;
  afterEach(() => server?.stop());

  async function storeThat(operations: Readonly<Record<string, Operation>>, maxAttempts = 1) {
    server = await JsonServer.start(operations);
    const client = new DynamoDBClient({ ...server.client, maxAttempts });
    return new DynamoMastersStore(client, TABLE, 'shop-masters');
  }
  const refuse = (code: string, status = 400, more: object = {}): Operation => {
    return () => {
      throw new Refusal(code, 'no', status, more);
    };
  };

  it('may be lost: a write that is made again knows its own item', async () => {
    let kept: unknown;
    const store = await storeThat(
      {
        PutItem: ({ Item }) => {
          if (kept) throw new Refusal('ConditionalCheckFailedException', 'no', 400, { Item: kept });
          kept = Item;
          throw new Refusal('InternalServerError', 'lost', 500);
        },
      },
      2,
    );
    expect(await store.noteSignal('key', OPEN.since)).toBe(true);
    expect(server?.calls).toHaveLength(2);
    expect(await store.noteSignal('key', OPEN.since)).toBe(false);
  });

  it("is somebody else's item where the mark is another, or none", async () => {
    for (const Item of [{ writing: { S: 'another' } }, {}, undefined]) {
      const store = await storeThat({
        PutItem: refuse('ConditionalCheckFailedException', 400, Item && { Item }),
      });
      expect(await store.noteSignal('key', OPEN.since)).toBe(false);
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
    const store = await storeThat({
      PutItem: refused,
      GetItem: refused,
      Query: refused,
      TransactWriteItems: refused,
    });
    const name = 'TransientFailure';
    await expect(store.noteSignal('key', OPEN.since)).rejects.toMatchObject({ name });
    await expect(store.lease()).rejects.toMatchObject({ name });
    await expect(store.unfinished()).rejects.toMatchObject({ name });
    await expect(store.putReplacement(undefined, OPEN)).rejects.toMatchObject({ name });
  });

  it.each([
    ['ConditionalCheckFailed', false],
    ['TransactionConflict', 'TransientFailure'],
    ['ThrottlingError', 'TransientFailure'],
    ['ValidationError', 'TransactionCanceledException'],
  ])('cancels a transaction for %s', async (Code, outcome) => {
    const store = await storeThat({
      TransactWriteItems: refuse('TransactionCanceledException', 400, {
        CancellationReasons: [{ Code }, { Code: 'None' }],
      }),
    });
    const put = store.putReplacement(undefined, OPEN).catch(({ name }: Error) => name);
    expect(await put).toBe(outcome);
  });

  describe('to reads that are asked for at once', () => {
    const all = (store: DynamoMastersStore) =>
      Promise.all([store.lease(), store.replacement('i-1'), store.warnings(), store.lease()]);
    const operations = () => server?.calls.map(({ operation }) => operation);

    it('comes by one call, of one moment', async () => {
      const store = await storeThat({ TransactGetItems: () => ({ Responses: [{}, {}, {}] }) });
      await all(store);
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

    it('comes by one call each where they are asked for one after the other, or one of them is being written', async () => {
      const conflict = refuse('TransactionCanceledException', 400, {
        CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }, { Code: 'None' }],
      });
      const store = await storeThat({ TransactGetItems: conflict, GetItem: () => ({}) });
      await store.lease();
      await store.warnings();
      expect(operations()).toEqual(['GetItem', 'GetItem']);
      await all(store);
      expect(operations()?.slice(2)).toEqual(['TransactGetItems', 'GetItem', 'GetItem', 'GetItem']);
    });

    it('is told to each when it is a failure', async () => {
      const store = await storeThat({ TransactGetItems: refuse('ThrottlingException') });
      const settled = await Promise.allSettled([store.lease(), store.replacement('i-1')]);
      expect(settled).toMatchObject(
        settled.map(() => ({ status: 'rejected', reason: { name: 'TransientFailure' } })),
      );
    });
  });

  it('is not "somebody was first" when it refuses', async () => {
    const store = await storeThat({ PutItem: refuse('AccessDeniedException') });
    await expect(store.noteSignal('key', OPEN.since)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});
