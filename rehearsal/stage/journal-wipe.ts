import {
  type AttributeValue,
  BatchWriteItemCommand,
  DescribeTableCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { AwsClients } from './aws-clients.ts';

/** DynamoDB takes at most so many writes in one batch. */
const BATCH = 25;

/** Empties a table, so that the next scenario begins as on the day of the deployment. */
export async function emptyTable({ dynamoDb }: Pick<AwsClients, 'dynamoDb'>, table: string): Promise<void> {
  const { Table } = await dynamoDb.send(new DescribeTableCommand({ TableName: table }));
  const keys = (Table?.KeySchema ?? []).map(({ AttributeName = '' }) => AttributeName);
  const { Items = [] } = await dynamoDb.send(new ScanCommand({ TableName: table, ConsistentRead: true }));
  const keyOf = (item: Record<string, AttributeValue>) =>
    Object.fromEntries(keys.map((name) => [name, item[name] as AttributeValue]));
  for (let i = 0; i < Items.length; i += BATCH) {
    const requests = Items.slice(i, i + BATCH).map((item) => ({ DeleteRequest: { Key: keyOf(item) } }));
    await dynamoDb.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
  }
}

/** Empties a bucket, for the same reason: a copy of what a migration before has found would be taken for this one's. */
export async function emptyBucket({ s3 }: Pick<AwsClients, 's3'>, Bucket: string): Promise<void> {
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket }))
    for (const { Key } of Contents) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
}
