import { DynamoSignalLog } from '../../../lambdas/migration/adapters/dynamo-signal-log.ts';
import { TABLE, table } from './journal-table.ts';

describe('What signals said, in DynamoDB', () => {
  it('is the latest time of each word, whatever the order', async () => {
    const log = new DynamoSignalLog(table.client, TABLE, 'shop-signals');
    expect(await log.read()).toEqual(new Map());
    await log.note('one', 'alarm', 2_000);
    await log.note('one', 'alarm', 1_000);
    await log.note('one', 'alarm', 2_000);
    await log.note('one', 'recovery', 3_000);
    await log.note('two', 'heartbeat', 10_000);
    await log.note('two', 'heartbeat', 9_000);
    expect(await log.read()).toEqual(
      new Map([
        ['one', { alarm: 2_000, recovery: 3_000 }],
        ['two', { heartbeat: 10_000 }],
      ]),
    );
    expect(await new DynamoSignalLog(table.client, TABLE, 'shop-others').read()).toEqual(new Map());
  });
});
