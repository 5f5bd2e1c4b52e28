import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientOptions } from './shared-emulator.ts';

export const TABLE = 'journal';

/** The table in which everything is kept, made before all tests in the emulator. */
export const table = {} as { client: DynamoDBClient };

beforeAll(async () => {
  table.client = new DynamoDBClient(clientOptions());
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
