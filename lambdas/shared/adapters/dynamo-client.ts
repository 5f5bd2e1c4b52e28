import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

export const dynamo = new DynamoDBClient({ maxAttempts: 5 });
