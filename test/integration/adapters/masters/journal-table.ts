import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Replacement } from '../../../../lambdas/masters/domain/replacement.ts';
import { REGION, useOfflineAws } from '../../emulator/offline-aws.ts';

export const TABLE = 'journal';

export const OPEN: Replacement = {
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

/** The table in which everything is kept, made before all tests of a file in the emulator. */
export function useJournalTable(): { readonly client: DynamoDBClient } {
  const aws = useOfflineAws();
  const table = {} as { client: DynamoDBClient };
  beforeAll(async () => {
    table.client = new DynamoDBClient({
      endpoint: aws.emulator.url,
      region: REGION,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    await table.client.send(
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

  afterAll(() => table.client?.destroy());
  return table;
}
