import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type OfflineAws, REGION, useOfflineAws } from '../emulator/offline-aws.ts';

export const TABLE = 'journal';

/** A journal's table in the emulator of a test file, empty at first. */
export interface JournalTable extends OfflineAws {
  client: DynamoDBClient;
}

export function useJournalTable(): JournalTable {
  const aws = useOfflineAws() as JournalTable;
  beforeAll(async () => {
    aws.client = new DynamoDBClient({
      endpoint: aws.emulator.url,
      region: REGION,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    await aws.client.send(
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
  afterAll(() => aws.client?.destroy());
  return aws;
}
