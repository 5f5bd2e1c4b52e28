import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ANSWER_TIMES } from './answer-times.ts';

export const dynamo = new DynamoDBClient({ maxAttempts: 5, requestHandler: ANSWER_TIMES });
