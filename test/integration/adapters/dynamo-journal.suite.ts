import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DynamoJournal } from '../../../lambdas/migration/adapters/dynamo-journal.ts';
import { drillOf } from '../../../lambdas/migration/contract/drill.ts';
import { DrillJournal } from '../../../lambdas/migration/runtime/drill-ports.ts';
import { journalContract } from '../../support/journal-contract/index.ts';
import { TABLE, table } from './journal-table.ts';

/** The journal of a run that has changed the zone Z1. @param zoneIds of which it kept the before-image */
async function begun(migration: string, ...zoneIds: readonly string[]): Promise<DynamoJournal> {
  const journal = new DynamoJournal(table.client, TABLE, migration);
  await journal.claim({ execution: 'run-1', executionArn: 'arn', startedAt: '2026-03-01T00:00:00Z' });
  const image = { fenceName: '_cutover-', records: [], follows: [] };
  await journal.saveBeforeImage('run-1', new Map(zoneIds.map((zoneId) => [zoneId, image])));
  await journal.recordZone('run-1', {
    zoneId: 'Z1',
    fence: { migration, epoch: 1, phase: 'prepare', weight: 0, execution: 'run-1' },
    changeId: 'C1',
    acceptedAt: '',
    ttlInForceSeconds: 0,
  });
  return journal;
}

const keyOf = (migration: string, item: string) => ({ migration: { S: migration }, item: { S: item } });

function putBody(migration: string, item: string, body: string) {
  return table.client.send(
    new UpdateItemCommand({
      TableName: TABLE,
      Key: keyOf(migration, item),
      UpdateExpression: 'SET body = :body',
      ExpressionAttributeValues: { ':body': { S: body } },
    }),
  );
}

describe('The journal in DynamoDB', () => {
  let migrations = 0;

  journalContract(async () => new DynamoJournal(table.client, TABLE, `shop-${++migrations}`));

  it.each([
    ['torn', '{"version":1,"zoneId":"Z2","par'],
    [
      'without its second part',
      JSON.stringify({
        version: 1,
        zoneId: 'Z2',
        fenceName: '_cutover-',
        part: 1,
        parts: 2,
        zones: 2,
        records: [],
      }),
    ],
  ])(
    'says of a before-image that is %s that it is unreadable, rather than restoring less',
    async (what, body) => {
      const migration = `damaged-${what}`;
      const journal = await begun(migration, 'Z1', 'Z2');
      await putBody(migration, 'state#before#Z2#0001', body);
      await expect(journal.load()).rejects.toMatchObject({ name: 'BeforeImageUnreadable' });
    },
  );
});

describe('The journal of a drill', () => {
  it('is a partition of its own, and open only while no run of the migration is', async () => {
    const migration = 'drilled';
    const own = new DynamoJournal(table.client, TABLE, migration);
    const drill = new DrillJournal(table.client, TABLE, drillOf(migration), own);
    await drill.claim({ execution: 'drill-1', executionArn: 'arn', startedAt: '2026-03-01T00:00:00Z' });
    expect(await own.load()).toBeUndefined();
    expect([await drill.isOpen('drill-1'), await drill.isOpen('drill-2')]).toEqual([true, false]);
    await begun(migration, 'Z1');
    await expect(drill.isOpen('drill-1')).rejects.toMatchObject({
      name: 'MigrationInProgress',
      message: expect.stringContaining('run-1'),
    });
    await own.endRun('run-1', 'restored', '2026-03-01T01:00:00Z');
    expect(await drill.isOpen('drill-1')).toBe(true);
  });
});

describe('A step that begins late', () => {
  let n = 0;

  /** A journal whose first writing comes only after `meanwhile`. */
  const paused = (migration: string, meanwhile: () => Promise<unknown>): DynamoJournal => {
    let left: typeof meanwhile | undefined = meanwhile;
    const send = async (command: unknown) => {
      const act = command instanceof PutItemCommand ? left : undefined;
      if (act) left = undefined;
      await act?.();
      return table.client.send(command as PutItemCommand);
    };
    return new DynamoJournal({ send } as unknown as DynamoDBClient, TABLE, migration);
  };
  const AT = '2026-03-01T01:00:00.000Z';
  const LATER = '2026-03-01T02:00:00.000Z';

  it.each([false, true])(
    'doesn’t forget that the one-way step has begun meanwhile: oneWay %s',
    async (oneWay) => {
      const migration = `late-step-${++n}`;
      const journal = await begun(migration, 'Z1');
      const late = paused(migration, () => journal.beginStep('run-1', { oneWay: true, jumps: 1 }, AT));
      await late.beginStep('run-1', { oneWay, jumps: 1 }, LATER);
      expect((await journal.load())?.run).toMatchObject({ oneWaySince: AT, jumps: 1 });
    },
  );

  it('is shut out by a jump, and by a rollback', async () => {
    const migration = `late-step-${++n}`;
    const journal = await begun(migration, 'Z1');
    const jump = paused(migration, () => journal.beginStep('run-1', { oneWay: false, jumps: 2 }, AT));
    await expect(jump.beginStep('run-1', { oneWay: true, jumps: 1 }, LATER)).rejects.toMatchObject({
      name: 'FenceLost',
    });
    const ended = paused(migration, () => journal.endRun('run-1', 'restored', AT));
    await expect(ended.beginStep('run-1', { oneWay: true, jumps: 2 }, LATER)).rejects.toMatchObject({
      name: 'FenceLost',
    });
    expect((await journal.load())?.run.oneWaySince).toBeUndefined();
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
    const journal = await begun(migration, 'Z1');
    const bodyOf = async (of: string) => {
      const command = new GetItemCommand({ TableName: TABLE, Key: keyOf(migration, of) });
      const { Item } = await table.client.send(command);
      return JSON.parse(Item?.body?.S ?? '');
    };
    for (const of of KEPT) expect(await bodyOf(of)).toMatchObject({ version: 1 });
    await putBody(migration, item, JSON.stringify({ ...(await bodyOf(item)), version: 2 }));
    await expect(journal.load()).rejects.toMatchObject({
      name,
      message: expect.stringContaining(`${item} is in format 2`),
    });
  });
});
